SELECT count(*) FILTER (WHERE channel = 'online') AS numerator, count(*) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
