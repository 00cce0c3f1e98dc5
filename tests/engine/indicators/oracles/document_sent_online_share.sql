SELECT count(*) FILTER (WHERE is_sent_online) AS numerator, count(is_sent_online) AS denominator
FROM documents
WHERE issued_on BETWEEN $start::DATE AND $end::DATE AND NOT coalesce(is_secret, FALSE)
