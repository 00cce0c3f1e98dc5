SELECT count(*) FILTER (WHERE is_signed AND is_sent_online) AS numerator,
  count(*) AS denominator
FROM documents
WHERE issued_on BETWEEN $start::DATE AND $end::DATE
  AND NOT coalesce(is_secret, FALSE)
  AND is_signed IS NOT NULL AND is_sent_online IS NOT NULL
