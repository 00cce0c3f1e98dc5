"""Which events are listed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.audit.verbs import verb_words
from caicach.web.look.forms import DayField
from caicach.web.look.templatetags.look import said


def verbs() -> list[tuple[str, Any]]:
    """Return the verbs to choose from, by their words."""
    known = ((verb, said(words)) for verb, words in verb_words().items())
    return [("", _("Mọi việc")), *sorted(known, key=lambda each: each[1].casefold())]


class EventFilter(forms.Form):
    """Who, what, on what, when."""

    person = forms.CharField(label=_("Người làm"), required=False)
    verb = forms.ChoiceField(label=_("Việc"), choices=verbs, required=False)
    subject = forms.CharField(label=_("Đối tượng"), required=False)
    first = DayField(label=_("Từ ngày"), required=False)
    last = DayField(label=_("Đến hết ngày"), required=False)
