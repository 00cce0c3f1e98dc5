"""Tables of an index as an office hands them in, made of the figures that ship."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from caicach.core.indices import shipped_book
from caicach.web.audit.actor import Actor
from caicach.web.register.models import Agency
from caicach.web.watch import actions
from caicach.web.watch.entering.proposal import Proposal
from caicach.web.watch.models import IndexYearEntry

PCI_YEAR = 2020
"""A year of which no PCI figure ships; the table of 2019 is handed in for it."""
SERVICE_DAY = date(2026, 10, 31)


def vietnamese(value: Decimal) -> str:
    return f"{value:.2f}".replace(".", ",")


@dataclass
class HandedIn:
    """Rank, name, parts and total of each province."""

    head: list[str]
    rows: list[list[str]] = field(default_factory=list)

    def row(self, name: str) -> list[str]:
        return next(each for each in self.rows if each[1] == name)

    def upload(self, name: str = "bang-cong-bo.csv") -> SimpleUploadedFile:
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([self.head, *self.rows])
        return SimpleUploadedFile(name, text.getvalue().encode("utf-8-sig"))


def table_of(series: str, year: int) -> HandedIn:
    """Return a shipped year that is whole, to two decimals."""
    book = shipped_book(series)
    parts = [each for each in book.series.components_of(year) if each.below is None]
    found = HandedIn(
        ["Xếp hạng", "Tỉnh, thành phố", *(each.label.vi for each in parts), "Tổng điểm"]
    )
    for total in book.table(year):
        own = [book.find(total.province, year, part.code) for part in parts]
        values = [vietnamese(each.value) if each and each.value is not None else "" for each in own]
        assert total.value is not None
        found.rows.append([str(total.rank), total.province.name, *values, vietnamese(total.value)])
    return found


Change = Callable[[HandedIn], None]


def propose(by: Actor, table: HandedIn, **more: object) -> IndexYearEntry:
    """Put a table in as PCI 2020, without looking at the pages."""
    what: dict[str, object] = {"series": "pci", "year": PCI_YEAR, "day": None}
    what |= {"source": "Báo cáo PCI 2020", "upload": table.upload(), **more}
    proposal = Proposal(agency=Agency.objects.get(code="H99"), **what)  # type: ignore[arg-type] # named by the test
    return actions.propose_year(by=by, proposal=proposal, now=timezone.now())


def accept(by: Actor, entry: IndexYearEntry, reason: str = "Đã đối chiếu bản in") -> IndexYearEntry:
    """Accept with every warning ticked."""
    judged = actions.warnings_of(actions.read_again(entry).issues)
    actions.accept_year(by=by, entry=entry, judged=list(judged), reason=reason, now=timezone.now())
    return entry


def accepted(by: Actor, table: HandedIn, **more: object) -> IndexYearEntry:
    """Put a table in and accept it."""
    return accept(by, propose(by, table, **more))
