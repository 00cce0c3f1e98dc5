SELECT count(*) FILTER (WHERE is_on_portal) AS numerator, count(is_on_portal) AS denominator
FROM procedures WHERE service_level IN ('partial', 'full')
