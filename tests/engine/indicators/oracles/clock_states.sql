-- What each clock says of every dossier and petition at one instant, and when it was finished.
-- Read by the oracles of cohorts: FROM dossier_states('portal', $end), FROM petition_states($end).
CREATE OR REPLACE MACRO dossier_states(clock_name, period_end) AS TABLE
WITH plain AS (
  SELECT *,
    CASE clock_name WHEN 'portal' THEN due_used_at ELSE due_at END AS due,
    CASE clock_name WHEN 'portal' THEN portal_end_at ELSE end_at END AS finish
  FROM dossiers
  WHERE is_plain AND received_at <= period_end
    AND (clock_name <> 'portal' OR due_used_at IS NOT NULL)
), plain_states AS (
  SELECT * EXCLUDE (due, finish),
    CASE WHEN finish <= period_end THEN finish END AS finished_at,
    CASE
      WHEN finish <= period_end AND due IS NULL THEN 'on_time'
      WHEN finish <= period_end AND clock_name = 'date' AND finish::DATE <= due::DATE THEN 'on_time'
      WHEN finish <= period_end AND clock_name <> 'date' AND finish <= due THEN 'on_time'
      WHEN finish <= period_end THEN 'overdue'
      WHEN due IS NULL THEN 'open_in_time'
      WHEN clock_name = 'portal' AND period_end > due THEN 'open_overdue'
      WHEN clock_name = 'date' AND period_end::DATE > due::DATE THEN 'open_overdue'
      WHEN clock_name = 'working_time' AND period_end >= due THEN 'open_overdue'
      ELSE 'open_in_time'
    END AS state
  FROM plain
), phased AS (
  SELECT *, unnest(phases) AS phase FROM dossiers WHERE NOT is_plain
), phased_states AS (
  SELECT * EXCLUDE (phase),
    CASE WHEN phase.state IN (1, 2) THEN phase.end_at END AS finished_at,
    CASE phase.state
      WHEN 1 THEN 'on_time' WHEN 2 THEN 'overdue'
      WHEN 3 THEN 'open_in_time' WHEN 4 THEN 'open_overdue'
    END AS state
  FROM phased
  WHERE phase.clock = CASE clock_name WHEN 'portal' THEN 1 WHEN 'date' THEN 2 ELSE 3 END
    AND phase.from_at <= period_end
    AND (phase.until_at IS NULL OR phase.until_at > period_end)
    AND phase.state <> 0
)
SELECT * FROM plain_states UNION ALL BY NAME SELECT * FROM phased_states;

CREATE OR REPLACE MACRO petition_states(period_end) AS TABLE
WITH phased AS (SELECT *, unnest(phases) AS phase FROM petitions)
SELECT * EXCLUDE (phase),
  CASE WHEN phase.state IN (1, 2) THEN phase.end_at END AS finished_at,
  CASE phase.state
    WHEN 1 THEN 'on_time' WHEN 2 THEN 'overdue'
    WHEN 3 THEN 'open_in_time' WHEN 4 THEN 'open_overdue'
  END AS state
FROM phased
WHERE phase.clock = 4 AND phase.from_at <= period_end
  AND (phase.until_at IS NULL OR phase.until_at > period_end)
  AND phase.state <> 0;
