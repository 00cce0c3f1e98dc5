SELECT count(*) FILTER (
    WHERE state IN ('on_time', 'open_in_time')
      AND is_repeated IS DISTINCT FROM TRUE
      AND NOT coalesce(dislikes > likes, FALSE)
  ) AS numerator,
  count(*) AS denominator
FROM petition_states($end)
WHERE received_at BETWEEN $start AND $end
