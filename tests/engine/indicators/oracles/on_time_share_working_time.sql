SELECT count(*) FILTER (WHERE state IN ('on_time', 'open_in_time')) AS numerator,
  count(*) AS denominator
FROM dossier_states('working_time', $end)
WHERE finished_at IS NULL OR finished_at >= $start
