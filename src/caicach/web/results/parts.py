"""Where results stand beside the other parts of a round."""

from typing import Any

from django.utils.translation import pgettext_lazy

from caicach.web.rounds.models import Round
from caicach.web.rounds.sections import section


def _shows(person: Any, scored: Round) -> bool:
    """Published results are for all, provisional ones for few."""
    return scored.state == Round.State.PUBLISHED or bool(person.has_perm("results.provisional"))


section("results:of-round", pgettext_lazy("results", "Kết quả"), 3, _shows)
