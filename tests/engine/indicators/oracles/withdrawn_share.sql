SELECT count(*) FILTER (WHERE status = 'withdrawn') AS numerator, count(*) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
