SELECT count(*) FILTER (WHERE d.channel = 'online') AS numerator, count(*) AS denominator
FROM dossiers d JOIN procedures p ON p.procedure = d.procedure
WHERE d.received_at BETWEEN $start AND $end AND p.service_level = 'partial'
