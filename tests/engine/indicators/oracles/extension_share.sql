SELECT count(*) FILTER (WHERE extension_count > 0) AS numerator,
  count(extension_count) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
