"""An edition as it stands for one block and one set of options: what counts, and for how much."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from caicach.core.criteria.edition import Edition, Node, NodeKind

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Branch:
    """A node that counts here, with its children that count and its maximum.

    maximum: of an item as printed; of other nodes as printed, else the sum of the children.
    may_not_apply: whether the text foresees, here or above, that it does not apply to some.
    """

    node: Node
    kind: NodeKind
    maximum: Decimal
    children: tuple["Branch", ...]
    may_not_apply: bool = False

    def items(self) -> list["Branch"]:
        """Return the items below, in printed order; an item is its own only one."""
        if not self.children:
            return [self]
        return [item for child in self.children for item in child.items()]


def outline(edition: Edition, choices: Mapping[str, str], block: str | None) -> tuple[Branch, ...]:
    """Return the areas that count for `block` under `choices`.

    choices: option id by choice id, complete. block: None counts nodes of every block.
    """
    root = _Above("scored", may_not_apply=False)
    found = (_branch(node, choices, block, root) for node in edition.areas)
    return tuple(branch for branch in found if branch is not None)


class _Above(NamedTuple):
    """What a node inherits from those above it."""

    kind: NodeKind
    may_not_apply: bool


def _branch(
    node: Node, choices: Mapping[str, str], block: str | None, above: _Above
) -> Branch | None:
    if any(choices.get(choice) != option for choice, option in node.when.items()):
        return None
    if node.blocks and block is not None and block not in node.blocks:
        return None
    kind = above.kind if node.kind == "scored" else node.kind
    foreseen = above.may_not_apply or node.may_not_apply or bool(node.not_applicable_to)
    found = (_branch(child, choices, block, _Above(kind, foreseen)) for child in node.criteria)
    children = tuple(child for child in found if child is not None)
    if node.criteria and not children:
        return None
    maximum = sum((child.maximum for child in children), ZERO)
    if node.max_points is not None:
        maximum = node.max_points
    return Branch(node, _kind_of_item(node, kind), maximum, children, foreseen)


def _kind_of_item(node: Node, kind: NodeKind) -> NodeKind:
    """In a bonus and penalty block the rule, or the sign of the maximum, tells which it is."""
    if kind != "bonus_penalty" or node.criteria or node.rule is None:
        return kind
    is_penalty = node.rule.kind == "penalty" or (node.max_points or ZERO) < 0
    return "penalty" if is_penalty else "bonus"
