SELECT count(*) FILTER (WHERE is_content_full) AS numerator,
  count(is_content_full) AS denominator
FROM procedures WHERE is_public
