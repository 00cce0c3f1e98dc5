"""Kept statistics as rows of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.look.table import Table, TableColumn
from caicach.web.results.models import KeptStatistics
from caicach.web.rounds.models import Item, Round

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class ItemRow:
    """One item with its statistics; shares in percent, None where nobody was scored."""

    item: Item
    kept: Mapping[str, Any]

    def amount(self, name: str) -> Decimal | None:
        """Return a number as it was kept."""
        value = self.kept.get(name)
        return None if value is None else Decimal(str(value))

    def share(self, name: str) -> Decimal | None:
        """Return a share as a percentage."""
        found = self.amount(name)
        return None if found is None else found * HUNDRED

    @property
    def mean(self) -> Decimal | None:
        """Return the mean of points ÷ maximum, in percent."""
        return self.share("mean")

    @property
    def full(self) -> Decimal | None:
        """Return the share of agencies scored that have all points, in percent."""
        scored = self.kept["scored"]
        return Decimal(self.kept["full"]) * HUNDRED / scored if scored else None

    @property
    def lost(self) -> Decimal | None:
        """Return the points that all agencies lost together."""
        return self.amount("lost")

    @property
    def goes_along(self) -> Decimal | None:
        """Return how far the item goes with the rest of the card, -1 to 1."""
        found = self.kept.get("discrimination")
        return None if not found or found.get("value") is None else Decimal(str(found["value"]))

    @property
    def swaps(self) -> int:
        """Return how many neighbours would change places without the item."""
        return int((self.kept.get("decides") or {}).get("swaps") or 0)

    @property
    def finding(self) -> str:
        """Return the one thing to know of it."""
        if not self.kept["scored"]:
            return str(_("Chưa cơ quan nào có số liệu"))
        if self.kept["all_full"]:
            return str(_("Mọi cơ quan đạt điểm tối đa: không phân biệt được ai"))
        if self.kept["all_zero"]:
            return str(_("Không cơ quan nào có điểm"))
        if self.swaps:
            return str(_("Quyết định thứ hạng"))
        return ""


COLUMNS: list[TableColumn[ItemRow]] = [
    TableColumn("item", _("Tiêu chí"), lambda row: str(row.item), lambda row: row.item.position),
    TableColumn("scored", _("Có điểm"), lambda row: row.kept["scored"], None, True),
    TableColumn("missing", _("Thiếu"), lambda row: row.kept["missing"], None, True),
    TableColumn("mean", _("Tỷ lệ trung bình"), lambda row: row.mean, lambda row: row.mean, True),
    TableColumn("full", _("Tỷ lệ đạt tối đa"), lambda row: row.full, lambda row: row.full, True),
    TableColumn("lost", _("Điểm mất"), lambda row: row.lost, lambda row: row.lost, True),
    TableColumn(
        "along",
        _("Đi cùng phần còn lại"),
        lambda row: row.goes_along,
        lambda row: row.goes_along,
        True,
    ),
    TableColumn("swaps", _("Cặp đổi hạng"), lambda row: row.swaps, lambda row: row.swaps, True),
    TableColumn("finding", _("Nhận xét"), lambda row: row.finding),
]


def shown_statistics(
    request: SignedInRequest, scored: Round, kept: KeptStatistics | None
) -> Table[ItemRow] | None:
    """Return the items as a table; None where nothing was worked out yet."""
    if kept is None:
        return None
    items = {each.code: each for each in scored.items.all()}
    rows = [
        ItemRow(items[each["code"]], each)
        for each in kept.content["items"]
        if each["code"] in items
    ]
    return Table(request, rows, COLUMNS, name="thong-ke-tieu-chi")
