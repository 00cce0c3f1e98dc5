SELECT count(*) AS numerator, NULL AS denominator FROM procedures
