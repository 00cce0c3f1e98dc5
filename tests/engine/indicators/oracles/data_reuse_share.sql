SELECT count(*) FILTER (WHERE reuses_data) AS numerator, count(reuses_data) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
