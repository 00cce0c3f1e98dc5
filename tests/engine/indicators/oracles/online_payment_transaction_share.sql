SELECT count(*) FILTER (WHERE d.payment IN ('portal', 'local')) AS numerator,
  count(*) AS denominator
FROM dossiers d JOIN procedures p ON p.procedure = d.procedure
WHERE d.received_at BETWEEN $start AND $end AND p.has_fee AND coalesce(d.has_fee, TRUE)
