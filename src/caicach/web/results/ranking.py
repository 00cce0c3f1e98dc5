"""Rows of a ranking as pages show them, from a provisional result or from a publication."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from caicach.core.criteria import Branch
from caicach.core.issues import issue
from caicach.core.scoring import AgencyScore, Break, Result
from caicach.web.look.folding import fold
from caicach.web.look.table import TableColumn
from caicach.web.look.templatetags.look import lang
from caicach.web.results.models import AgencyResult
from caicach.web.rounds.models import Round
from caicach.web.rounds.showing import edition_words

Amount = Decimal | None
MOST_NAMED = 4
"""More areas than these bear their codes over the columns, and their names below the table."""


@dataclass(frozen=True)
class Row:
    """One agency of a ranking. areas: points by area code, None where nothing is known.

    unranked, broken: in words, why there is no rank, and why no change.
    """

    code: str
    name: str
    points: Amount
    maximum: Decimal
    index: Amount
    rank: int | None
    rank_of: int
    band: str
    unranked: str
    index_change: Amount
    rank_change: int | None
    broken: str
    bonus: Decimal
    penalty: Decimal
    complete: bool
    areas: Mapping[str, Amount] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        """Return how the rank moved, for the arrow of the table."""
        moved = self.rank_change
        return "" if not moved else "up" if moved > 0 else "down"

    @property
    def remarks(self) -> list[str]:
        """Return why there is no rank and no change, for a line that begins with the name."""
        said = (each.removeprefix(self.name).strip() for each in (self.unranked, self.broken))
        return [f"{each[:1].upper()}{each[1:]}" for each in said if each]

    @property
    def places(self) -> int:
        """Return how many places it moved by."""
        return abs(self.rank_change or 0)

    def is_called(self, asked: str) -> bool:
        """Say whether name or code hold what was asked for, accents apart."""
        return fold(asked) in fold(self.name, self.code)


@dataclass(frozen=True)
class Area:
    """A column of the ranking. head: what stands over it, the code where columns are many."""

    code: str
    label: str
    head: str


def areas_shown(areas: Sequence[Branch]) -> list[Area]:
    """Return the areas of a block as columns."""
    labels = [(each.node.code, each.node.label.text(lang())) for each in areas]
    many = len(labels) > MOST_NAMED
    return [Area(code, label, code if many else label) for code, label in labels]


def provisional_rows(
    result: Result, block: str | None, titles: Mapping[str, str] | None = None
) -> list[Row]:
    """Return the agencies of a block, best first, those without a rank last.

    titles: of editions, by name.
    """
    blocks = {each.id: each.label.text(lang()) for each in result.edition.blocks}
    blocks = {key: label.removeprefix("Khối ") for key, label in blocks.items()}  # "khối Khối sở"
    said = _Said({**blocks, **(titles or {})})
    agencies = [each for each in result.agencies if each.block == block]
    return in_order(_provisional(each, said) for each in agencies)


def titles_of(scored: Round) -> dict[str, str]:
    """Return the titles of the round's edition and of the one before, by name."""
    rounds = [scored] if scored.previous is None else [scored, scored.previous]
    return {each.edition.name: edition_words(each.edition) for each in rounds}


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows by rank, then by index, then by code."""
    return sorted(
        rows,
        key=lambda row: (row.rank is None, row.rank or 0, -(row.index or Decimal(0)), row.code),
    )


def _provisional(agency: AgencyScore, said: "_Said") -> Row:
    known = bool(agency.items_reported or agency.points)
    change = agency.change
    return Row(
        code=agency.code,
        name=agency.name,
        points=agency.points if known else None,
        maximum=agency.maximum,
        index=agency.index,
        rank=agency.rank,
        rank_of=agency.rank_of,
        band="" if agency.band is None else agency.band.text(lang()),
        unranked=said.words(agency.unranked, agency),
        index_change=None if change is None else change.index,
        rank_change=None if change is None else change.rank,
        broken="" if change is None else said.words(change.broken, agency),
        bonus=agency.bonus,
        penalty=agency.penalty,
        complete=agency.is_complete,
        areas={code: node.points if node.items_reported else None for code, node in _areas(agency)},
    )


def _areas(agency: AgencyScore) -> Iterator[tuple[str, Any]]:
    yield from agency.nodes.items()


@dataclass(frozen=True)
class _Said:
    """Tells breaks by names: codes of agencies, blocks and editions mean little to a reader."""

    names: Mapping[str, str]

    def words(self, broken: Break | None, agency: AgencyScore) -> str:
        if broken is None:
            return ""
        values = {
            name: self.names.get(value, value) if name in NAMED else value
            for name, value in broken.values
        }
        if "agency" in values:
            values["agency"] = agency.name or agency.code
        return issue(broken.code, agency.code, **values).problem(lang())


NAMED = ("before", "now", "edition", "previous")


def published_rows(rows: Iterable[AgencyResult]) -> list[Row]:
    """Return published agencies, best first."""
    return in_order(_published(each.entry) for each in rows)


def _published(entry: Mapping[str, Any]) -> Row:
    change = entry["change"] or {}
    return Row(
        code=entry["code"],
        name=entry["name"],
        points=_amount(entry["points"]),
        maximum=Decimal(entry["maximum"]),
        index=_amount(entry["index"]),
        rank=entry["rank"],
        rank_of=entry["rank_of"],
        band=entry["band"] or "",
        unranked=_text(entry["unranked"], entry),
        index_change=_amount(change.get("index")),
        rank_change=change.get("rank"),
        broken=_text(change.get("break"), entry),
        bonus=Decimal(entry["bonus"]),
        penalty=Decimal(entry["penalty"]),
        complete=entry["coverage"]["items_reported"] == entry["coverage"]["items_due"],
        areas={each["code"]: _amount(each["points"]) for each in entry["areas"]},
    )


def _amount(text: str | None) -> Amount:
    return None if text is None else Decimal(text)


def _text(broken: Mapping[str, str] | None, entry: Mapping[str, Any]) -> str:
    """Return the words as they were published, with the name of the agency in place of its code."""
    text, code = "" if broken is None else broken["text"], entry["code"]
    return f"{entry['name'] or code}{text[len(code) :]}" if text.startswith(f"{code} ") else text


def columns_of(areas: Sequence[Area]) -> list[TableColumn[Row]]:
    """Return the columns of a ranking with these areas."""
    return [
        TableColumn("rank", _("Hạng"), lambda row: row.rank, lambda row: row.rank, True),
        TableColumn("agency", _("Cơ quan"), lambda row: row.name, lambda row: fold(row.name)),
        *(_area_column(each) for each in areas),
        TableColumn("points", _("Điểm"), lambda row: row.points, lambda row: row.points, True),
        TableColumn("index", _("Chỉ số"), lambda row: row.index, lambda row: row.index, True),
        TableColumn("band", _("Xếp loại"), lambda row: row.band or row.unranked),
        TableColumn(
            "change",
            _("So năm trước"),
            lambda row: row.broken if row.index_change is None else row.index_change,
            lambda row: row.index_change,
            True,
        ),
    ]


def _area_column(area: Area) -> TableColumn[Row]:
    def points(row: Row) -> Amount:
        return row.areas.get(area.code)

    return TableColumn(f"area-{area.code}", area.head, points, points, True)
