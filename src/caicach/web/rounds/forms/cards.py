"""Forms about cards: the filter of their list, notes, answers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from caicach.web.rounds.models import Card


class CardFilter(forms.Form):
    """What the list of cards is narrowed by."""

    q = forms.CharField(label=_("Tên hoặc mã cơ quan"), required=False, max_length=100)
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=2000, max_value=2100)
    state = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Tất cả")), *Card.State.choices],
    )

    def narrowed(self, rows: QuerySet[Card]) -> QuerySet[Card]:
        """Return the cards asked for."""
        given: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        if given.get("q"):
            rows = rows.filter(name__icontains=given["q"]) | rows.filter(
                agency__code__iexact=given["q"]
            )
        if given.get("year"):
            rows = rows.filter(round__year=given["year"])
        if given.get("state"):
            rows = rows.filter(state=given["state"])
        return rows.order_by("-round__year", "-round", "block", "agency__code")
