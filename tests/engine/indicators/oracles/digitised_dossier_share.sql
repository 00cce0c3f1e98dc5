SELECT count(*) FILTER (
    WHERE d.has_component_file
      AND (p.returns_document IS NULL OR NOT p.returns_document OR d.has_electronic_result)
  ) AS numerator,
  count(d.has_component_file) AS denominator
FROM dossier_states('portal', $end) d LEFT JOIN procedures p ON p.procedure = d.procedure
WHERE d.finished_at IS NULL OR d.finished_at >= $start
