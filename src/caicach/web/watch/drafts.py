"""The form of index watch that keeps what is typed: a year entered by hand."""

from caicach.web.drafts.known import keep_drafts_of

FORM = "watch.year"
keep_drafts_of(FORM)
