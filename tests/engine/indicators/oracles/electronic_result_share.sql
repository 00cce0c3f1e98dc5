SELECT count(*) FILTER (WHERE has_result_file) AS numerator,
  count(coalesce(has_result_file, has_component_file)) AS denominator
FROM dossier_states('portal', $end)
WHERE finished_at IS NULL OR finished_at >= $start
