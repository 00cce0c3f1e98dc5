"""What the agenda is narrowed by."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.core.numbers import NumberTextError, parse_number
from caicach.web.council.models import Question
from caicach.web.council.queries.agenda import Asked
from caicach.web.council.queries.disputes import GAP
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import Round
from caicach.web.rounds.scoring import areas_of

ALL = ("", _("Tất cả"))
SEARCH = forms.TextInput(attrs={"type": "search", "placeholder": _("không cần dấu")})
STATES = [
    ALL,
    ("waiting", _("Chưa đưa ra Hội đồng")),
    ("open", _("Chờ quyết định")),
    ("decided", _("Đã quyết định")),
]


class AgendaFilter(forms.Form):
    """A form in an address: what cannot be read narrows nothing."""

    kind = forms.ChoiceField(
        label=_("Vì sao"), required=False, choices=[ALL, *Question.Kind.choices]
    )
    area = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    agency = forms.CharField(label=_("Cơ quan"), required=False, max_length=100, widget=SEARCH)
    state = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=STATES)
    gap = forms.CharField(
        label=_("Hai lần lệch quá (điểm)"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "4", "placeholder": "1"}),
    )

    def __init__(self, *args: Any, scored: Round, **more: Any) -> None:
        super().__init__(*args, **more)
        named = [
            (each.node.code, f"{each.node.code}. {each.node.label.text(lang())}")
            for each in areas_of(scored, "")
        ]
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- told to mypy
        field.choices = [ALL, *named]

    def asked(self) -> Asked:
        """Return what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        names = ("kind", "area", "agency", "state")
        return Asked(
            **{name: chosen.get(name) or "" for name in names}, gap=_gap(chosen.get("gap", ""))
        )


def _gap(text: str) -> Decimal:
    try:
        return abs(parse_number(text)) if text else GAP
    except NumberTextError:
        return GAP
