SELECT count(*) AS numerator, NULL AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
