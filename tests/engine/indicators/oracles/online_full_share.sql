SELECT count(*) FILTER (WHERE d.channel = 'online' AND p.service_level = 'full') AS numerator,
  count(*) AS denominator
FROM dossiers d JOIN procedures p ON p.procedure = d.procedure
WHERE d.received_at BETWEEN $start AND $end AND p.is_eligible_full
