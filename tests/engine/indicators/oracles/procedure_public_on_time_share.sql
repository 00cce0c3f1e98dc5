WITH decided AS (
  SELECT procedure, bool_and(decision.is_public_in_time) AS all_in_time
  FROM (SELECT procedure, unnest(decisions) AS decision FROM procedures)
  WHERE decision.decided_on BETWEEN $start::DATE AND $end::DATE
    AND decision.is_public_in_time IS NOT NULL
  GROUP BY procedure
)
SELECT count(*) FILTER (WHERE coalesce(d.all_in_time, TRUE)) AS numerator,
  count(*) AS denominator
FROM procedures p LEFT JOIN decided d ON d.procedure = p.procedure
WHERE p.is_public OR d.procedure IS NOT NULL
