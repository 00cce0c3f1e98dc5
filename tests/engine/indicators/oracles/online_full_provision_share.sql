SELECT count(*) FILTER (WHERE service_level = 'full') AS numerator, count(*) AS denominator
FROM procedures WHERE is_eligible_full
