SELECT count(*) FILTER (WHERE list_contains(faults, 'finished-before-received')) AS numerator,
  count(*) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end
