SELECT count(*) AS numerator, NULL AS denominator
FROM dossier_states('portal', $end)
WHERE state = 'open_overdue'
