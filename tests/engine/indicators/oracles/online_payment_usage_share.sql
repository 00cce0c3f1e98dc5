SELECT count(*) FILTER (WHERE EXISTS (
    SELECT 1 FROM dossiers d
    WHERE d.procedure = p.procedure AND d.payment IN ('portal', 'local')
      AND d.received_at BETWEEN $start AND $end
  )) AS numerator,
  count(*) AS denominator
FROM procedures p WHERE p.has_fee
