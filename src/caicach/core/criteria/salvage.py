"""A faulty edition read as far as it goes, so that its other faults are told in the same run."""

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from caicach.core.criteria.edition import Edition
from caicach.core.documents import Document, Loc
from caicach.core.documents.places import find_place
from caicach.core.issues import Issue

SUMS = frozenset({"maxima-do-not-add", "total-does-not-add"})
# Faults that would follow from leaving an entry out, by the key that was left out.
FOLLOWING: dict[str, frozenset[str]] = {
    "blocks": SUMS | {"block-unknown"},
    "choices": SUMS | {"choice-of-edition-unknown"},
    "when": SUMS,
    "kind": SUMS | {"bonus-inside-area", "maximum-negative", "rule-below-zero"},
    "max_points": SUMS | {"maximum-missing"},
    "maximum": frozenset({"total-does-not-add"}),
    "partial": frozenset({"total-does-not-add"}),
    "source": frozenset({"source-missing"}),
    "rule": frozenset({"scale-refused", "bonus-inside-area"}),
    "measures": frozenset({"measure-unknown"}),
}
MOST_ROUNDS = 5


class Salvaged(NamedTuple):
    """What is left of an edition, and the keys that were left out of it."""

    edition: Edition
    left_out: frozenset[str]

    def keep(self, found: list[Issue]) -> list[Issue]:
        """Return the faults that do not merely follow from what was left out."""
        silenced = {code for key in self.left_out for code in FOLLOWING.get(key, ())}
        return [each for each in found if each.code not in silenced]


def salvage_edition(document: Document) -> Salvaged | None:
    """Return the edition without its broken entries; None where too little is left.

    A broken rule counts as judged. Entries of lists stay, so that lines stay true.
    """
    content = copy.deepcopy(document.content)
    left_out: set[str] = set()
    for _ in range(MOST_ROUNDS):
        try:
            edition = Edition.model_validate(content, extra="ignore", by_alias=True, by_name=False)
            return Salvaged(edition, frozenset(left_out))
        except ValidationError as error:
            for each in error.errors(include_url=False):
                if each["type"] == "too_short" and each["input"]:
                    continue  # the list is long enough once its entries are mended
                key = _mend(content, find_place(Edition, tuple(each["loc"]))[0])
                if key is None:
                    return None
                left_out.add(key)
    return None


def _mend(content: Any, place: Loc) -> str | None:
    """Leave out what is broken at `place`; return its key, None where that cannot be done."""
    if not place:
        return None
    *above, key = _entry(place)
    for step in above:
        content = content[step]
    if not isinstance(key, str) or not isinstance(content, dict) or key in REQUIRED:
        return None
    if key == "rule":
        content[key] = {"kind": "judged"}
    else:
        content.pop(key, None)
    return key


REQUIRED = frozenset({"edition", "label", "areas", "code", "criteria"})


def _entry(place: Loc) -> Loc:
    """Return where to cut: at a key of the edition, of a node, or of a source."""
    end = max(_nodes(place), default=0) + 1
    in_source = end < len(place) and place[end - 1] == "source"
    return place[: end + in_source]


def _nodes(place: Loc) -> Iterator[int]:
    """Yield how long the place of each node on the way is: `areas`, 0, `criteria`, 2 is 4."""
    for index in range(0, len(place) - 1, 2):
        if place[index] not in ("areas", "criteria") or not isinstance(place[index + 1], int):
            return
        yield index + 2
