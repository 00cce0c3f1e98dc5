"""What people call phases, stages, reasons and decisions; the words are data."""

from collections.abc import Mapping
from functools import cache

from caicach.core.documents import Shape, Words
from caicach.core.rounds.shelf import read_shipped

Named = Mapping[str, Words]


class RoundWords(Shape):
    """What `standards/rounds/words.yaml` holds."""

    phases: Named
    phase_states: Named
    stages: Named
    losses: Named
    ballots: Named
    decisions: Named
    reach: Named
    reach_units: Named


@cache
def round_words() -> RoundWords:
    """Return the words of all parts of a round."""
    return read_shipped("words", RoundWords)
