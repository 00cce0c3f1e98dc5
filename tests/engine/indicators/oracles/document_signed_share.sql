SELECT count(*) FILTER (WHERE is_signed) AS numerator, count(is_signed) AS denominator
FROM documents
WHERE issued_on BETWEEN $start::DATE AND $end::DATE AND NOT coalesce(is_secret, FALSE)
