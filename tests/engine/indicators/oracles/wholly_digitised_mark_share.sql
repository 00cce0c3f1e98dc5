SELECT count(*) FILTER (WHERE list_contains(faults, 'all-digitised')) AS numerator,
  count(*) AS denominator
FROM dossiers WHERE received_at BETWEEN $start AND $end AND is_digitised
