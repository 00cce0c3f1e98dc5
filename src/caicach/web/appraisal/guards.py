"""What the database refuses of an appraisal: that a reopening is changed or taken out."""

from caicach.web.audit.guards import append_only, guard

GUARDS = guard("appraisal", append_only("appraisal_reopening", "reopenings are append-only"))
