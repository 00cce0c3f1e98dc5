"""The forms of plans that keep what is typed."""

from caicach.web.drafts.known import keep_drafts_of

keep_drafts_of(
    "plans.document", "plans.plan", "plans.target", "plans.task", "plans.turn", "plans.report"
)
