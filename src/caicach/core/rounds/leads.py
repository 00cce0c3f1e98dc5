"""Which agency leads the appraisal of an item, as the edition says it: here or further up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caicach.core.criteria import Branch

NOT_APPRAISED = ("survey", "import", "system")
"""Ways of assessing that nobody appraises: the figures come with their own method."""

MEASURED_ELSEWHERE = ("survey", "imported_index")
"""Rules whose figures come from a survey or an index, whatever the edition says of the way."""


@dataclass(frozen=True, slots=True)
class LedItem:
    """An item with what it inherits. lead: the words of the edition, None where it names nobody."""

    item: Branch
    lead: str | None
    assessed_by: str

    @property
    def code(self) -> str:
        return self.item.node.code

    @property
    def is_appraised(self) -> bool:
        """Whether an appraiser goes through it; bonus and penalty are the council's to give."""
        rule = self.item.node.rule
        is_measured = rule is not None and rule.kind in MEASURED_ELSEWHERE
        is_owed = self.item.kind == "scored"
        return is_owed and self.assessed_by not in NOT_APPRAISED and not is_measured


def led_items(areas: Sequence[Branch]) -> list[LedItem]:
    """Return all items below, in printed order."""
    return [found for area in areas for found in _below(area, None, "self")]


def _below(branch: Branch, lead: str | None, assessed_by: str) -> Iterator[LedItem]:
    node = branch.node
    lead = node.lead.vi if node.lead else lead
    assessed_by = node.assessed_by or assessed_by
    if not branch.children:
        yield LedItem(branch, lead, assessed_by)
    for child in branch.children:
        yield from _below(child, lead, assessed_by)


def by_lead(items: Sequence[LedItem]) -> dict[str | None, list[str]]:
    """Return the codes of appraised items by the words of their lead."""
    found: dict[str | None, list[str]] = {}
    for item in items:
        if item.is_appraised:
            found.setdefault(item.lead, []).append(item.code)
    return found
