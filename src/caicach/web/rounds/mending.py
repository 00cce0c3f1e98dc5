"""What the dry run finds, put together by kind, each kind with where it is mended."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.core.issues import Issue
from caicach.web.look.faults import said_of
from caicach.web.rounds.models import Round

SHOWN = 20
"""So many findings of one kind are written out."""
PEOPLE = ("accounts:people", _("Người dùng và chức vụ"))
PHASES = ("rounds:phases", _("Thời gian các giai đoạn"))
AGENCIES = ("rounds:agencies", _("Cơ quan tham gia"))
HEAD = ("rounds:edit", _("Thông tin đợt chấm"))
MENDED_AT = {
    "lead-without-appraiser": PEOPLE,
    "stand-in-without-appraiser": PEOPLE,
    "agency-without-officer": PEOPLE,
    "agency-without-head": PEOPLE,
    "lead-without-stand-in": HEAD,
    "items-without-lead": HEAD,
    "lead-unresolved": HEAD,
    "round-choice-default": HEAD,
    "round-edition-not-in-force": HEAD,
    "round-agencies-missing": AGENCIES,
    "round-agency-twice": AGENCIES,
    "round-agency-not-there": AGENCIES,
    "round-agency-in-another": AGENCIES,
    "round-block-unknown": AGENCIES,
    "round-block-of-one": AGENCIES,
}


class Findings(NamedTuple):
    """Findings of one kind: the first ones in words, how many more there are, where to mend."""

    severity: str
    said: list[str]
    more: int
    address: str
    label: Any

    @property
    def total(self) -> int:
        """Return how many there are."""
        return len(self.said) + self.more


def grouped_findings(issues: Sequence[Issue], scored: Round) -> list[Findings]:
    """Return the findings by kind, in the order they come."""
    by_code: dict[str, list[Issue]] = {}
    for each in issues:
        by_code.setdefault(each.code, []).append(each)
    found = []
    for code, same in by_code.items():
        address, label = _mended_at(code, scored)
        said = [said_of(each) for each in same[:SHOWN]]
        found.append(Findings(same[0].severity, said, len(same) - len(said), address, label))
    return found


def _mended_at(code: str, scored: Round) -> tuple[str, Any]:
    place = MENDED_AT.get(code) or (PHASES if code.startswith("phase-") else None)
    if place is None:
        return "", ""
    view, label = place
    about = [] if view.startswith("accounts:") else [scored.pk]
    return reverse(view, args=about), label
