WITH decided AS (
  SELECT procedure, bool_and(decision.is_in_time) AS all_in_time
  FROM (SELECT procedure, unnest(decisions) AS decision FROM procedures)
  WHERE decision.decided_on BETWEEN $start::DATE AND $end::DATE
    AND decision.is_in_time IS NOT NULL
  GROUP BY procedure
)
SELECT count(*) FILTER (WHERE all_in_time) AS numerator, count(*) AS denominator FROM decided
