"""The columns an edition asks for: what an item of a card is filled in with."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from caicach.core.issues import Issue, Lang, issue
from caicach.core.rules import Given
from caicach.core.scoring import take_choices
from caicach.files.workbook.layout import Column, columns_of
from caicach.web.rounds.models import Round
from caicach.web.rounds.scoring import edition_of
from caicach.web.rounds.typed import PART


def columns_by_code(scored: Round, language: Lang) -> Mapping[str, Sequence[tuple[Column, Column]]]:
    """Return the columns of each item: as they are meant, in Vietnamese, and as they are shown."""
    key = (scored.edition.sha256, tuple(sorted(scored.choices.items())), language)
    found = _COLUMNS.get(key)
    if found is None:
        edition = edition_of(scored)
        choices = take_choices(edition, scored.choices)
        meant, shown = (columns_of(edition, choices, each) for each in ("vi", language))
        found = {}
        for pair in zip(meant, shown, strict=True):
            found.setdefault(pair[0].item.node.code, []).append(pair)
        _COLUMNS[key] = found
    return found


_COLUMNS: dict[tuple[Any, ...], dict[str, list[tuple[Column, Column]]]] = {}


def name_of(column: Column) -> str:
    """Return the name the field is typed under."""
    entry = column.field.entry
    return f"{PART}{column.part}:{entry}" if column.part else entry


def points_unasked(scored: Round, code: str, given: Given) -> Iterator[Issue]:
    """Yield a fault for points handed in where the item asks for figures to compute them from."""
    asked = {name_of(meant) for meant, _shown in columns_by_code(scored, "vi").get(code, ())}
    if given.points is not None and "points" not in asked:
        yield issue("card-points-not-asked", code)
    for key, part in (given.parts or {}).items():
        if part.points is not None and f"{PART}{key}:points" not in asked:
            yield issue("card-points-not-asked", f"{code} / {key}")
