SELECT count(*) FILTER (WHERE topic IN ('regulation', 'conduct')) AS numerator,
  count(*) AS denominator
FROM petitions WHERE received_at BETWEEN $start AND $end
