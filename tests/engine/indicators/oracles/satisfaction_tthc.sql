SELECT count(*) FILTER (
    WHERE state IN ('on_time', 'open_in_time') AND has_petition IS DISTINCT FROM TRUE
  ) AS numerator,
  count(*) AS denominator
FROM dossier_states('portal', $end)
WHERE finished_at IS NULL OR finished_at >= $start
