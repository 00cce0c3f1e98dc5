"""The parts of a round side by side; apps above add theirs when they are loaded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.web.rounds.models import Round

Shows = Callable[[Any, Round], bool]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a round: the view that takes the round's number, and whom it is shown to."""

    view: str
    label: Any
    place: int
    shows: Shows


SECTIONS: dict[str, Section] = {}


def section(view: str, label: Any, place: int, shows: Shows) -> None:
    """Make a part known; the lowest place stands first."""
    SECTIONS[view] = Section(view, label, place, shows)


def sections_for(person: Any, scored: Round, here: str) -> Iterator[dict[str, Any]]:
    """Yield the parts shown to the person: address, label, and whether it is this one.

    here: the app whose page it is.
    """
    for each in sorted(SECTIONS.values(), key=lambda each: each.place):
        if each.shows(person, scored):
            yield {
                "address": reverse(each.view, args=[scored.pk]),
                "label": each.label,
                "here": each.view.partition(":")[0] == here,
            }


section("rounds:round", _("Đợt chấm"), 0, lambda _person, _scored: True)
