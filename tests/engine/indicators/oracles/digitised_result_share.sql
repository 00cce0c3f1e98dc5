SELECT count(*) FILTER (WHERE d.has_electronic_result) AS numerator,
  count(d.has_electronic_result) AS denominator
FROM dossiers d JOIN procedures p ON p.procedure = d.procedure
WHERE d.end_at BETWEEN $start AND $end AND p.returns_document
