SELECT count(*) FILTER (WHERE is_digitised) AS numerator, count(is_digitised) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
