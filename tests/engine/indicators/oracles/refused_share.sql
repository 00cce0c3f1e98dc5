SELECT count(*) FILTER (WHERE status = 'refused' OR refused_at IS NOT NULL) AS numerator,
  count(*) AS denominator
FROM dossiers WHERE submitted_at BETWEEN $start AND $end
