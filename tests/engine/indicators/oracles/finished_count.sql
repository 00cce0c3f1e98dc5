SELECT count(*) AS numerator, NULL AS denominator
FROM dossiers WHERE end_at BETWEEN $start AND $end
