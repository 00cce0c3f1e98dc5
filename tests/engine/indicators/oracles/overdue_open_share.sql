SELECT count(*) FILTER (WHERE state = 'open_overdue') AS numerator, count(*) AS denominator
FROM dossier_states('portal', $end)
WHERE state IN ('open_in_time', 'open_overdue')
