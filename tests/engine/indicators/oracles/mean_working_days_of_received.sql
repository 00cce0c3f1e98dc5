SELECT coalesce(sum(working_days), 0) AS numerator, count(working_days) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
