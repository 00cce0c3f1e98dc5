"""A round in progress taken to another edition: what changes, and which figures still fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.core.criteria import Edition
from caicach.core.issues import Issue
from caicach.core.rules import Given

ItemChangeKind = Literal[
    "added", "removed", "recoded", "rule", "maximum", "label", "kind", "blocks"
]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One way in which an item differs. code: in the new edition, in the old one where removed."""

    kind: ItemChangeKind
    code: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Handed:
    """What one agency handed in, by item code of the old edition."""

    agency: str
    block: str | None
    items: Mapping[str, Given]


@dataclass(frozen=True, slots=True)
class Unfit:
    """A figure that does not fit the new edition; issue: why, None where the item is gone.

    points_before: what it earned under the old rule.
    """

    agency: str
    code: str
    new_code: str | None
    points_before: Decimal | None
    issue: Issue | None


@dataclass(frozen=True, slots=True)
class MigrationPreview:
    """fits: figures kept as they are. rescored: of these, earning other points than before.

    codes: new code by old code, of items that go on.
    """

    changes: tuple[ItemChange, ...]
    codes: dict[str, str]
    fits: int
    rescored: tuple[tuple[str, str, Decimal | None, Decimal | None], ...]
    unfit: tuple[Unfit, ...]
    agencies_without_block: tuple[str, ...]


def preview_migration(
    old: Edition,
    new: Edition,
    handed: tuple[Handed, ...],
    choices: Mapping[str, str] | None = None,
) -> MigrationPreview:
    """Return what taking the round from `old` to `new` would do.

    choices: options of the new edition; those left out take its default.
    """
    raise NotImplementedError
