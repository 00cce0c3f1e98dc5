"""The controls of a line: what an appraiser may choose, and what was sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.core.numbers import plain
from caicach.web.appraisal.actions.verdicts import Choice, Sent
from caicach.web.appraisal.queries.line import Line
from caicach.web.rounds.models import Entry
from caicach.web.rounds.opening import allowed_points
from caicach.web.rounds.showing import places_of, points_words

MOST_AMOUNTS = 12
POINTS = "points:"


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry of the list of verdicts."""

    value: str
    label: str
    is_chosen: bool


def offers_of(line: Line) -> list[Offer]:
    """Return what may be chosen on a line, the usual verdict first."""
    chosen = line.typed.get("verdict", "")
    return [Offer(value, label, value == chosen) for value, label in _offered(line)]


def _offered(line: Line) -> Iterator[tuple[str, str]]:
    places = places_of(line.card.round)
    yield "", _("Chọn…")
    if line.can_accept:
        yield Choice.ACCEPT, _acceptance(line, places)
    if line.is_overridden and line.known is not None:
        told = {"points": points_words(line.known_score, places)}
        yield Choice.KNOWN, _("Lấy số hệ thống: %(points)s") % told
    if line.first is not None and line.first.verdict == Entry.Verdict.CHANGED and line.own_given:
        told = {"points": points_words(line.own_points, places)}
        yield Choice.CLAIM, _("Lấy lại số tự chấm: %(points)s") % told
    for amount in amounts_of(line):
        told = {"points": points_words(amount, places)}
        yield f"{POINTS}{plain(amount)}", _("Chấm %(points)s điểm") % told
    if takes_points(line):
        yield Choice.CHANGE, _("Chấm số điểm ở ô bên dưới")
    yield Choice.ASK, _("Yêu cầu giải trình")


def _acceptance(line: Line, places: int) -> str:
    if line.stands is not None and line.stands.not_applicable:
        return _("Đồng ý không áp dụng")
    return _("Chấp nhận %(points)s") % {"points": points_words(line.stands_points, places)}


def amounts_of(line: Line) -> list[Decimal]:
    """Return the amounts to choose from, highest first; none where any amount is allowed."""
    if line.branch is None:
        return []
    found = sorted(allowed_points(line.branch.node.rule, line.branch.maximum), reverse=True)
    return found if len(found) <= MOST_AMOUNTS else []


def takes_points(line: Line) -> bool:
    """Say whether points are typed rather than chosen."""
    return not amounts_of(line)


def sent_of(posted: Mapping[str, str], key: str) -> Sent | None:
    """Return what was sent of a line, None where nothing was chosen.

    Fields are called after the line's key: `c1i2-verdict`, `c1i2-points`, `c1i2-reason`.
    """
    typed = typed_of(posted, key)
    choice = typed.pop("verdict", "")
    if not choice:
        return None
    seen = typed.pop("seen", "")
    if choice.startswith(POINTS):
        typed["points"] = choice.removeprefix(POINTS)
        choice = Choice.CHANGE
    version = int(seen) if seen.isdecimal() and len(seen) < 9 else None
    return Sent(choice, typed, version)


def typed_of(posted: Mapping[str, str], key: str) -> dict[str, str]:
    """Return the fields of one line as they were typed, without blanks around them."""
    start = f"{key}-"
    return {
        name.removeprefix(start): text.strip()[:2000]
        for name, text in posted.items()
        if name.startswith(start) and isinstance(text, str)
    }
