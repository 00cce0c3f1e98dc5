SELECT count(*) FILTER (WHERE date_trunc('day', end_at) = date_trunc('day', received_at)) AS numerator,
  count(received_at) AS denominator
FROM dossiers WHERE end_at BETWEEN $start AND $end
