"""What events of a scoring round keep, in words: figures, votes, sittings, phases, stages."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.files.workbook.layout import CAPTIONS
from caicach.web.council.models.sitting import sitting_words
from caicach.web.look.templatetags.look import lang, number
from caicach.web.rounds.models import Entry, PhaseKind, Stage
from caicach.web.rounds.models.choices import SCORES

SHOWN = ("numerator", "denominator", "value", "points", "previous")
FIGURES = {*SHOWN, "choice", "not_applicable", "percent_sign", "parts"}
VOTES: dict[str, str | Promise] = {
    "for": gettext_lazy("tán thành"),
    "against": gettext_lazy("không tán thành"),
    "abstained": gettext_lazy("không có ý kiến"),
    "silent": gettext_lazy("không biểu quyết"),
    "members": gettext_lazy("tổng số thành viên"),
    "needed": gettext_lazy("số phiếu cần"),
}


def score_words(name: str, value: Any) -> str | None:
    """Return a value of a round's event in words; None for what is told like any other."""
    if isinstance(value, dict) and value:
        if value.keys() <= FIGURES:
            return figure_words(value)
        known = OF_MANY.get(name)
        return None if known is None else known(value)
    words = CHOSEN.get(name)
    if words is None or not value:
        return None
    return ", ".join(str(words.get(each, each)) for each in _listed(value))


def _listed(value: Any) -> list[str]:
    return [str(each) for each in (value if isinstance(value, list) else [value])]


def figure_words(kept: Mapping[str, Any]) -> str:
    """Return figures under the words their fields have on the card: "Tử số: 45; Mẫu số: 52"."""
    if kept.get("not_applicable"):
        return _("Không áp dụng")
    captions = CAPTIONS[lang()]
    shown = [name for name in SHOWN if name in kept]
    told = [f"{captions[_field(name, kept)]}: {_amount(kept[name])}" for name in shown]
    if kept.get("choice"):
        told.append(f"{captions['choice']}: {kept['choice']}")
    parts = kept.get("parts") or {}
    told += [f"({part}) {figure_words(figures)}" for part, figures in parts.items()]
    return "; ".join(told)


def _field(name: str, kept: Mapping[str, Any]) -> str:
    return "percent" if name == "value" and kept.get("percent_sign") else name


def _amount(text: str) -> str:
    return number(Decimal(text).normalize())


def _votes(counted: Mapping[str, Any]) -> str:
    return "; ".join(f"{VOTES.get(name, name)}: {count}" for name, count in counted.items())


def _sitting(told: Mapping[str, Any]) -> str:
    return sitting_words(told["number"], date.fromisoformat(told["held_on"]))


OF_MANY: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "counted": _votes,
    "sitting": _sitting,
}
"""Values with names of their own."""

CHOSEN: Mapping[str, Mapping[str, Any]] = {
    "phase": dict(PhaseKind.choices),
    "waiting_again": dict(PhaseKind.choices),
    "stage": dict(Stage.choices),
    "score": dict(SCORES),
    "source": dict(Entry.Source.choices),
    "verdict": dict(Entry.Verdict.choices),
}
"""Values that are one or several of a list."""
