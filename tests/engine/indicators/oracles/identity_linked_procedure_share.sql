SELECT count(*) FILTER (WHERE EXISTS (
    SELECT 1 FROM dossiers d
    WHERE d.procedure = p.procedure AND d.is_verified AND d.received_at BETWEEN $start AND $end
  )) AS numerator,
  count(*) AS denominator
FROM procedures p WHERE p.is_for_citizens
