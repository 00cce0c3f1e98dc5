SELECT count(*) FILTER (WHERE is_public AND is_content_full) AS numerator,
  count(is_public) AS denominator
FROM procedures
