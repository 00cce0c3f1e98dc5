SELECT count(*) AS numerator, NULL AS denominator
FROM dossier_states('date', $end)
WHERE state IN ('open_in_time', 'open_overdue')
