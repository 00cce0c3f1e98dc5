SELECT count(apologised_at) AS numerator, count(*) AS denominator
FROM dossier_states('portal', $end)
WHERE state = 'open_overdue' OR (state = 'overdue' AND finished_at >= $start)
