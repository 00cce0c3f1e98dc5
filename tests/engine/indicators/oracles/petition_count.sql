SELECT count(*) AS numerator, NULL AS denominator
FROM petitions WHERE received_at BETWEEN $start AND $end
