SELECT count(*) FILTER (WHERE d.has_electronic_result) AS numerator,
  count(coalesce(d.has_electronic_result, d.has_component_file)) AS denominator
FROM dossiers d JOIN procedures p ON p.procedure = d.procedure
WHERE d.end_at BETWEEN $start AND $end AND p.returns_document
