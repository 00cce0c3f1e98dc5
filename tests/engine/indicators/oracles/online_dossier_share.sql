SELECT count(*) FILTER (
    WHERE d.channel = 'online'
      AND (p.returns_document IS NULL OR NOT p.returns_document OR d.has_electronic_result)
  ) AS numerator,
  count(*) AS denominator
FROM dossiers d LEFT JOIN procedures p ON p.procedure = d.procedure
WHERE d.received_at BETWEEN $start AND $end
