SELECT count(*) FILTER (WHERE len(faults) > 0) AS numerator, count(*) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
