"""One dated issue of a criteria set: areas, criteria, sub-criteria to any depth, as data."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from caicach.core.documents import Day, Loc, Number, Shape, Text, Words
from caicach.core.numbers import RoundingMode
from caicach.core.rules import AnyRule
from caicach.core.rules.steps import Span

SET_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
EDITION_NAME = rf"^{SET_NAME}/[a-z0-9]+(?:[-.][a-z0-9]+)*$"

EditionName = Annotated[str, StringConstraints(pattern=EDITION_NAME)]
NodeKind = Literal["scored", "bonus", "penalty", "bonus_penalty"]
AssessedBy = Literal["self", "appraisal", "survey", "import", "system"]


class Source(Shape):
    """Where a rule or a figure was read, and how sure we are of it.

    status: `official` (read in the text itself), `reported` (read elsewhere), `recalled`
    (to be confirmed), `derived` (ours), `sample` (invented as an example).
    """

    text: Text | None = None
    place: Text | None = None
    href: Text | None = None
    verified_on: Day | None = None
    status: Literal["official", "reported", "recalled", "derived", "sample"] | None = None


class Issued(Shape):
    """The decision that issued the edition."""

    text: Words
    by: Words | None = None
    date: Day | None = None
    href: Text | None = None


class Effective(Shape):
    """Days on which the edition is in force; both ends included."""

    from_: Day = Field(alias="from")
    until: Day | None = None


class Rounding(Shape):
    """Where points are rounded, and how; nothing is rounded before that."""

    at: Literal["item", "area", "total", "none"] = "none"
    places: int = Field(default=2, ge=0, le=10)
    mode: RoundingMode = "half_up"


class Block(Shape):
    """A group of agencies ranked among themselves."""

    id: Text
    label: Words


class Band(Span):
    """A rating band of the index; no blocks means all of them."""

    label: Words
    blocks: tuple[Text, ...] = ()


class Ranking(Shape):
    """What ranks are read from.

    incomplete: `leave_out` an agency that misses an item its peers reported, or `rank` it.
    """

    by: Literal["index", "points"] = "index"
    incomplete: Literal["leave_out", "rank"] = "leave_out"
    unranked_blocks: tuple[Text, ...] = ()
    reason: Words | None = None


class Option(Shape):
    """One reading of an unsettled point."""

    id: Text
    label: Words
    source: Source | None = None


class Choice(Shape):
    """A point the text leaves unsettled; a result always names the option taken."""

    id: Text
    label: Words
    why: Words | None = None
    default: Text
    options: tuple[Option, ...] = Field(min_length=2)


class Measure(Shape):
    """What a criterion is measured by: an indicator, an outside index, or reported figures."""

    indicator: Text | None = None
    index: Text | None = None
    figures: Words | None = None
    unit: Literal["percent", "number", "count", "points"] | None = None
    period: Literal["month", "quarter", "half", "year", "plan_year"] | None = None
    numerator: Words | None = None
    denominator: Words | None = None


class Node(Shape):
    """An area, a criterion or a sub-criterion; with children it sums them, else it has a rule.

    code: unique in the edition, kept as text. printed_code: as printed, where that repeats.
    max_points: may be left out of a node with children; it is then their sum.
    when: the options under which the node exists. scaled_by: the code of an item whose ratio
    multiplies this one's figure before the rule is applied.
    """

    code: Text
    label: Words
    printed_code: Text | None = None
    kind: NodeKind = "scored"
    max_points: Number | None = None
    rule: AnyRule | None = None
    measured_by: Measure | None = None
    evidence: tuple[Words, ...] = ()
    lead: Words | None = None
    assessed_by: AssessedBy | None = None
    blocks: tuple[Text, ...] = ()
    not_applicable_to: tuple[Words, ...] = ()
    may_not_apply: bool = False
    source: Source | None = None
    continues: Text | None = None
    when: dict[str, Text] = Field(default_factory=dict)
    scaled_by: Text | None = None
    note: Words | None = None
    scoring_text: Text | None = None
    criteria: tuple["Node", ...] = ()

    @property
    def is_item(self) -> bool:
        """An item is scored by a rule of its own; other nodes sum their children."""
        return not self.criteria


class Edition(Shape):
    """A criteria set as issued for some time; never changed once published.

    maximum: what the whole set is worth. partial: why the parts shipped are worth less.
    sample: words shown wherever an invented set appears.
    """

    edition: EditionName
    label: Words
    issued: Issued | None = None
    effective: Effective | None = None
    sample: Words | None = None
    level: Text | None = None
    continues: EditionName | None = None
    maximum: Number = Decimal(100)
    partial: Words | None = None
    note: Words | None = None
    rounding: Rounding = Rounding()
    shown_places: int = Field(default=2, ge=0, le=10)
    blocks: tuple[Block, ...] = ()
    bands: tuple[Band, ...] = ()
    bonus_cap: Number | None = None
    penalty_cap: Number | None = None
    ranking: Ranking = Ranking()
    choices: tuple[Choice, ...] = ()
    measures: tuple[Text, ...] = ()
    areas: tuple[Node, ...] = Field(min_length=1)

    def walk(self) -> Iterator[tuple[Loc, Node, tuple[Node, ...]]]:
        """Yield every node with its place in the file and its ancestors, in printed order."""
        yield from _walk(self.areas, ("areas",), ())

    def node(self, code: str) -> Node | None:
        """Return the first node with `code`, or None."""
        return next((node for _, node, _ in self.walk() if node.code == code), None)

    def defaults(self) -> dict[str, str]:
        """Return the option of each choice that counts when none is named."""
        return {choice.id: choice.default for choice in self.choices}


def _walk(
    nodes: tuple[Node, ...], loc: Loc, above: tuple[Node, ...]
) -> Iterator[tuple[Loc, Node, tuple[Node, ...]]]:
    for index, node in enumerate(nodes):
        here: Loc = (*loc, index)
        yield here, node, above
        yield from _walk(node.criteria, (*here, "criteria"), (*above, node))
