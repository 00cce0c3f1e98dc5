SELECT count(*) FILTER (WHERE state IN ('on_time', 'open_in_time')) AS numerator,
  count(*) AS denominator
FROM petition_states($end)
WHERE finished_at IS NULL OR finished_at >= $start
