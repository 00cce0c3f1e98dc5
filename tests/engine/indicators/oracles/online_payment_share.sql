SELECT count(*) FILTER (WHERE is_payable_online) AS numerator, count(*) AS denominator
FROM procedures WHERE has_fee
