SELECT count(*) FILTER (WHERE procedure IN (
    SELECT procedure FROM dossiers
    WHERE channel = 'online' AND received_at BETWEEN $start AND $end AND procedure IS NOT NULL
  )) AS numerator,
  count(*) AS denominator
FROM procedures WHERE service_level IN ('partial', 'full')
