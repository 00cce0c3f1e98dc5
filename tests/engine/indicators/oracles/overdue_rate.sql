SELECT count(*) FILTER (WHERE state IN ('overdue', 'open_overdue')) AS numerator,
  count(*) AS denominator
FROM dossier_states('portal', $end)
WHERE finished_at IS NULL OR finished_at >= $start
