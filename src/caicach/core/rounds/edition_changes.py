"""In what two editions differ, item by item."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.core.criteria import Edition, Node
from caicach.core.issues import Said
from caicach.core.numbers import format_number
from caicach.core.scoring.change import former_code

ItemChangeKind = Literal[
    "added", "removed", "recoded", "rule", "maximum", "label", "kind", "blocks"
]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One way in which an item differs.

    code: in the new edition, in the old one where it was removed. before, after: in words; None
    where there was nothing.
    """

    kind: ItemChangeKind
    code: str
    before: Said | None
    after: Said | None


def follow_codes(old: Edition, new: Edition) -> dict[str, str]:
    """Return the new code of every old item that goes on.

    By `continues` where the new edition names this one; else by the same code.
    """
    items = {node.code for _, node, _ in old.walk() if node.is_item}
    found: dict[str, str] = {}
    for _, node, _ in new.walk():
        former = former_code(node.continues, old.edition) or node.code
        if node.is_item and former in items:
            found.setdefault(former, node.code)
    return found


def edition_changes(old: Edition, new: Edition) -> list[ItemChange]:
    """Return what differs: items gone in the order of the old edition, then those of the new."""
    codes = follow_codes(old, new)
    gone = [node for _, node, _ in old.walk() if node.is_item and node.code not in codes]
    found = [ItemChange("removed", node.code, _label(node), None) for node in gone]
    former = {after: before for before, after in codes.items()}
    for _, node, _ in new.walk():
        if node.is_item:
            was = old.node(former[node.code]) if node.code in former else None
            found += [ItemChange("added", node.code, None, _label(node))] if was is None else []
            found += [] if was is None else _differences(was, node)
    return found


def _differences(was: Node, now: Node) -> Iterator[ItemChange]:
    if was.code != now.code:
        yield ItemChange("recoded", now.code, Said(was.code, was.code), Said(now.code, now.code))
    if (was.max_points or Decimal(0)) != (now.max_points or Decimal(0)):
        yield ItemChange("maximum", now.code, _maximum(was), _maximum(now))
    if was.rule != now.rule or was.scaled_by != now.scaled_by:
        yield ItemChange("rule", now.code, _rule(was), _rule(now))
    if was.label != now.label:
        yield ItemChange("label", now.code, _label(was), _label(now))
    if was.kind != now.kind:
        yield ItemChange("kind", now.code, Said(was.kind, was.kind), Said(now.kind, now.kind))
    if set(was.blocks) != set(now.blocks):
        yield ItemChange("blocks", now.code, _blocks(was), _blocks(now))


def _label(node: Node) -> Said:
    return Said(node.label.vi, node.label.text("en"))


def _maximum(node: Node) -> Said | None:
    most = node.max_points
    return None if most is None else Said(format_number(most), format_number(most, lang="en"))


def _rule(node: Node) -> Said | None:
    if node.rule is None:
        return None
    most = abs(node.max_points or Decimal(0))
    return Said(node.rule.words(most, "vi"), node.rule.words(most, "en"))


def _blocks(node: Node) -> Said | None:
    named = ", ".join(node.blocks)
    return Said(named, named) if named else None
