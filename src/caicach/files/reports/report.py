"""A scored round as every report shows it: blocks, standings, what was compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from caicach.core.issues import Issue, Lang
from caicach.core.reconcile import Reconciliation
from caicach.core.scoring.kept import ResultDocument, read_result
from caicach.files.reports.name_order import name_key

Entry = dict[str, Any]

HUNDRED = Decimal(100)
OF_ALL = frozenset({"break-edition", "break-method"})
"""Breaks of the edition itself: said once, not of every agency."""


@dataclass(frozen=True, slots=True)
class Area:
    """A column of the ranking: an area of the set."""

    code: str
    label: str
    maximum: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class Cell:
    """An agency's points in an area; no points means not reported or not applicable."""

    points: Decimal | None
    maximum: Decimal
    state: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One agency's place. unranked: the reason, in words, where it has no rank."""

    code: str
    name: str
    rank: int | None
    rank_of: int
    points: Decimal | None
    maximum: Decimal
    index: Decimal | None
    band: str | None
    reported: int
    due: int
    unranked: str | None
    change_of_index: Decimal | None
    change_of_rank: int | None
    why_no_change: str | None
    cells: dict[str, Cell]

    @property
    def title(self) -> str:
        """Return the name, or the code where there is no name."""
        return self.name or self.code


@dataclass(frozen=True, slots=True)
class Block:
    """Agencies ranked among themselves, in order; those without a rank come last."""

    id: str | None
    label: str
    areas: tuple[Area, ...]
    standings: tuple[Standing, ...]

    @property
    def points_are_index(self) -> bool:
        """Where every maximum is 100, points and index are the same figure."""
        return all(each.maximum == HUNDRED for each in self.standings)

    @property
    def ranked(self) -> list[Standing]:
        """Return those that hold a rank."""
        return [each for each in self.standings if each.rank is not None]


@dataclass(frozen=True)
class Report:
    """Everything a report shows.

    entry: the result document as JSON. issues: of the whole run.
    """

    entry: Entry
    blocks: tuple[Block, ...]
    lang: Lang
    issues: Sequence[Issue] = ()
    reconciliation: Reconciliation | None = None
    published: str = ""
    inputs: Sequence[str] = field(default=())
    note: str = ""

    @property
    def remarks(self) -> list[str]:
        """Return what must stand beside the figures: a sample, a part, a remark, a break."""
        said = (self.entry["sample"], self.entry["partial"], self.note, self.whole_break)
        return [each for each in said if each]

    @property
    def whole_break(self) -> str:
        """Return the break with the year before that holds for every agency alike, or nothing."""
        broken = [_break_of(agency) for agency in self.entry["agencies"]]
        return next((str(each["text"]) for each in broken if each.get("code") in OF_ALL), "")

    def noted(self, note: str) -> "Report":
        """Return the report with what the edition says of itself."""
        return replace(self, note=note)

    def named(self, inputs: Sequence[str], published: str) -> "Report":
        """Return the report with other names for its files."""
        return replace(self, inputs=inputs, published=published)

    @cached_property
    def document(self) -> ResultDocument:
        """Return the result document, typed."""
        return read_result(self.entry)

    @property
    def places(self) -> int:
        """Return the decimals to show; nothing is rounded before it is shown."""
        return int(self.entry["shown_places"])

    @property
    def by_points(self) -> bool:
        """Ranks are read from points and not from the index."""
        return bool(self.entry["ranked_by"] == "points")


def report_of(
    entry: Entry,
    lang: Lang,
    *,
    issues: Sequence[Issue] = (),
    reconciliation: Reconciliation | None = None,
    published: str = "",
    inputs: Sequence[str] = (),
) -> Report:
    """Return what the reports of a result document show. published, inputs: names of files."""
    return Report(
        entry=entry,
        blocks=_blocks(entry),
        lang=lang,
        issues=issues,
        reconciliation=reconciliation,
        published=published,
        inputs=inputs,
    )


def _blocks(entry: Entry) -> tuple[Block, ...]:
    labels = {block["id"]: block["label"] for block in entry["blocks"]}
    groups: dict[str | None, list[Entry]] = {}
    for agency in entry["agencies"]:
        groups.setdefault(agency["block"], []).append(agency)
    known = [each for each in labels if each in groups]
    order = [*known, *(each for each in groups if each not in labels)]
    return tuple(
        Block(
            id=each,
            label=str(labels.get(each, each or "")),
            areas=_areas(entry, groups[each]),
            standings=tuple(sorted(map(_standing, groups[each]), key=_order)),
        )
        for each in order
    )


def _areas(entry: Entry, agencies: Sequence[Entry]) -> tuple[Area, ...]:
    criteria = entry["criteria"]
    codes = dict.fromkeys(area["code"] for agency in agencies for area in agency["areas"])
    return tuple(
        Area(
            code=code,
            label=criteria[code]["label"],
            maximum=Decimal(criteria[code]["maximum"]),
            kind=criteria[code]["kind"],
        )
        for code in codes
    )


def _standing(agency: Entry) -> Standing:
    change = agency["change"] or {}
    return Standing(
        code=agency["code"],
        name=agency["name"],
        rank=agency["rank"],
        rank_of=agency["rank_of"],
        points=_decimal(agency["points"]),
        maximum=Decimal(agency["maximum"]),
        index=_decimal(agency["index"]),
        band=agency["band"],
        reported=agency["coverage"]["items_reported"],
        due=agency["coverage"]["items_due"],
        unranked=(agency["unranked"] or {}).get("text"),
        change_of_index=_decimal(change.get("index")),
        change_of_rank=change.get("rank"),
        why_no_change=_own_break(agency),
        cells={
            area["code"]: Cell(_decimal(area["points"]), Decimal(area["maximum"]), area["state"])
            for area in agency["areas"]
        },
    )


def _own_break(agency: Entry) -> str | None:
    """Return the agency's own break, by its name: codes mean little to a reader."""
    broken = _break_of(agency)
    if not broken or broken["code"] in OF_ALL:
        return None
    code, text = agency["code"], str(broken["text"])
    return f"{agency['name'] or code}{text[len(code) :]}" if text.startswith(f"{code} ") else text


def _break_of(agency: Entry) -> Entry:
    return (agency["change"] or {}).get("break") or {}


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _order(standing: Standing) -> tuple[bool, int, Any]:
    return standing.rank is None, standing.rank or 0, name_key(standing.title)
