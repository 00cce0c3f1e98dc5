SELECT count(*) FILTER (WHERE is_verified) AS numerator, count(is_verified) AS denominator
FROM dossier_states('portal', $end)
WHERE finished_at IS NULL OR finished_at >= $start
