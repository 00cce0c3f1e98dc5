SELECT count(*) FILTER (WHERE is_duplicate) AS numerator, count(*) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
