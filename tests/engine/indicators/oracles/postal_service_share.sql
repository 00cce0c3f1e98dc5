SELECT count(*) FILTER (WHERE channel = 'post' OR return_by = 'post') AS numerator,
  count(*) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
