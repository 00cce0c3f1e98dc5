SELECT quantile_cont(working_days, 0.9) AS numerator, count(working_days) AS denominator
FROM dossiers WHERE end_at BETWEEN $start AND $end
