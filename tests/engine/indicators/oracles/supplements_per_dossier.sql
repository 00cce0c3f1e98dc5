SELECT coalesce(sum(supplement_count), 0) AS numerator, count(supplement_count) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
