SELECT count(*) FILTER (WHERE is_boundary_free) AS numerator,
  count(is_boundary_free) AS denominator
FROM procedures
