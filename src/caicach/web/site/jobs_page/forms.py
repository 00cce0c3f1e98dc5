"""The filter of the list of jobs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.jobs.kinds import KINDS
from caicach.web.jobs.models import Job
from caicach.web.site.jobs_page.plain_words import said_kind

EVERY = ("", _("Tất cả"))


def kind_choices() -> list[tuple[str, Any]]:
    """Return the kinds to choose from, asked when a form is made: apps add theirs on loading."""
    return [EVERY, *((name, said_kind(name)) for name in sorted(KINDS))]


class JobFilter(forms.Form):
    """State and kind."""

    state = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[EVERY, *Job.State.choices]
    )
    kind = forms.ChoiceField(label=_("Loại việc"), required=False, choices=kind_choices)
