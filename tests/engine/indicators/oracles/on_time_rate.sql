SELECT count(*) FILTER (WHERE state = 'on_time') AS numerator, count(*) AS denominator
FROM dossier_states('working_time', $end)
WHERE finished_at >= $start
