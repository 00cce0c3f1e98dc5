SELECT count(*) FILTER (WHERE service_level = 'partial' OR service_level = 'full') AS numerator,
  count(*) AS denominator
FROM procedures
