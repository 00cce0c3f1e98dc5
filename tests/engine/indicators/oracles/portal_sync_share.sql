SELECT count(*) FILTER (WHERE is_synced) AS numerator, count(is_synced) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
