SELECT count(*) FILTER (WHERE uses_personal_store) AS numerator,
  count(uses_personal_store) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
