"""Figures, points, rules, states of items and editions, in the words pages say them with."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.core.criteria import Branch
from caicach.core.issues import Lang
from caicach.core.numbers import format_number, format_percent, no_data
from caicach.core.rules import Given, Score, State
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import KeptEdition, Round
from caicach.web.rounds.scoring import BrokenEditionError, areas_of, edition_of, kept_edition

SHOWN_PLACES = 2
HUNDRED = Decimal(100)
KAD: dict[Lang, str] = {"vi": "KAD", "en": "N/A"}
"""What does not apply, where there is no room for words."""


class ItemState(StrEnum):
    """How an item of a card stands, for chips and filters."""

    OTHERS = "others"
    MISSING = "missing"
    NO_EVIDENCE = "no_evidence"
    READY = "ready"
    ABSENT = "absent"
    WAITING = "waiting"
    AGREED = "agreed"
    CHANGED = "changed"
    ASKED = "asked"
    EXPLAINED = "explained"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    DECIDED = "decided"


NEEDS_ANSWER = (ItemState.ASKED, ItemState.CHANGED)
"""The agency has still to accept or to explain."""

CHIPS = {
    ItemState.OTHERS: ("lock", _("Không tự chấm")),
    ItemState.MISSING: ("", _("Chưa có số liệu")),
    ItemState.NO_EVIDENCE: ("risk", _("Thiếu kiểm chứng")),
    ItemState.READY: ("met", _("Đã tự chấm")),
    ItemState.ABSENT: ("", _("Không áp dụng")),
    ItemState.WAITING: ("track-on", _("Chờ thẩm định")),
    ItemState.AGREED: ("met", _("Thống nhất")),
    ItemState.CHANGED: ("risk", _("Chấm lại")),
    ItemState.ASKED: ("risk", _("Cần giải trình")),
    ItemState.EXPLAINED: ("track-on", _("Đã giải trình")),
    ItemState.ACCEPTED: ("met", _("Cơ quan chấp nhận")),
    ItemState.DISPUTED: ("risk", _("Chưa thống nhất, trình Hội đồng")),
    ItemState.DECIDED: ("met", _("Hội đồng quyết định")),
}


def figures_words(given: Given | None, unit: str = "percent") -> str:
    """Return `45 / 52 = 86,54 %`, a value, a choice or parts; the words for none.

    unit: of the rule, see `unit_of`; a share in another unit is told without its percent.
    """
    if given is None or given.is_blank:
        return no_data(lang())
    if given.not_applicable:
        return gettext("Không áp dụng")
    if given.parts:
        parts = (f"({name}) {figures_words(part, unit)}" for name, part in given.parts.items())
        return "; ".join(parts)
    told = [each for each in (_measured(given, unit), given.choice, _previous(given)) if each]
    if given.points is not None:
        told.append(gettext("%(points)s điểm") % {"points": _plain(given.points)})
    return "; ".join(told)


def _measured(given: Given, unit: str) -> str:
    if given.numerator is not None and given.denominator is not None:
        share = f"{_plain(given.numerator)} / {_plain(given.denominator)}"
        if unit != "percent" or not given.denominator:
            return share
        part = given.numerator * HUNDRED / given.denominator
        return f"{share} = {format_percent(part, lang=lang(), places=2, min_places=0)}"
    if given.numerator is not None:
        return _plain(given.numerator)
    if given.value is None:
        return ""
    is_percent = given.has_sign or unit == "percent"
    return format_percent(given.value, lang=lang()) if is_percent else _plain(given.value)


def _previous(given: Given) -> str:
    if given.previous is None:
        return ""
    return gettext("năm trước %(value)s") % {"value": _plain(given.previous)}


def _plain(value: Decimal) -> str:
    return format_number(value, lang=lang())


def points_words(points: Any, places: int = SHOWN_PLACES) -> str:
    """Return points with their places, the words for missing ones, KAD for what does not apply.

    points: a number, or whatever has `points` and the state of a score.
    """
    state = points.state if isinstance(points, Score) else getattr(points, "score", None)
    if state == State.NOT_APPLICABLE:
        return KAD[lang()]
    amount = getattr(points, "points", points)
    if amount is None or amount == "":
        return no_data(lang())
    return format_number(Decimal(str(amount)), lang=lang(), places=places)


def edition_words(kept: KeptEdition) -> str:
    """Return the title of an edition; its name where its text can no longer be read."""
    try:
        return kept_edition(kept).label.text(lang())
    except BrokenEditionError:
        return kept.name


def sample_words(kept: KeptEdition) -> str:
    """Return what is said of an invented set; nothing of others."""
    try:
        sample = kept_edition(kept).sample
    except BrokenEditionError:
        return ""
    return "" if sample is None else sample.text(lang())


def places_of(scored: Round) -> int:
    """Return how many decimals of points the edition shows."""
    return edition_of(scored).shown_places


def branches_of(scored: Round) -> Mapping[str, Branch]:
    """Return every item of the round by its code, whatever block it counts for."""
    key = (scored.edition.sha256, *sorted(scored.choices.items()))
    found = _BRANCHES.get(key)
    if found is None:
        items = (item for area in areas_of(scored, "") for item in area.items())
        found = _BRANCHES[key] = {item.node.code: item for item in items}
    return found


_BRANCHES: dict[tuple[Any, ...], dict[str, Branch]] = {}


def rule_words(scored: Round, code: str) -> str:
    """Return the rule of an item in one sentence; nothing where it has none."""
    branch = branches_of(scored).get(code)
    if branch is None or branch.node.rule is None:
        return ""
    words = branch.node.rule.words(branch.maximum, lang())
    return words[:1].upper() + words[1:]


def unit_of(scored: Round, code: str) -> str:
    """Return what the rule of an item measures in: percent, number, count; empty for none."""
    branch = branches_of(scored).get(code)
    rule = None if branch is None else branch.node.rule
    return str(getattr(rule, "of", ""))


def asked_evidence(scored: Round, code: str) -> list[str]:
    """Return what evidence the edition asks for an item."""
    branch = branches_of(scored).get(code)
    return [] if branch is None else [each.text(lang()) for each in branch.node.evidence]
