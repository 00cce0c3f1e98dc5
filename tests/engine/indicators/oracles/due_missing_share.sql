SELECT count(*) - count(due_at) AS numerator, count(*) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
