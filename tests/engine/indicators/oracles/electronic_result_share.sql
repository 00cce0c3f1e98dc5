SELECT count(*) FILTER (WHERE has_result_file) AS numerator,
  count(has_result_file) AS denominator
FROM dossier_states('portal', $end)
WHERE finished_at IS NULL OR finished_at >= $start
