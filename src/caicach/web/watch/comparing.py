"""Two provinces in all indices: the last time both were measured, and the lines of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from caicach.core.indices import IndexBook, IndexFigure, IndexSeries
from caicach.core.issues import Lang
from caicach.files.charts import LineChart
from caicach.web.watch.charting.pair import Pair, last_common, pair_chart
from caicach.web.watch.forms import PairForm
from caicach.web.watch.subject import Subject, told
from caicach.web.watch.words import difference


@dataclass(frozen=True)
class PairRow:
    """One index; figures are of one time, None where the two were never measured together."""

    series: IndexSeries
    first: IndexFigure | None
    second: IndexFigure | None
    chart: LineChart | None

    @property
    def both(self) -> tuple[IndexFigure, ...]:
        """Return the two figures, nothing where there are none."""
        return tuple(each for each in (self.first, self.second) if each is not None)

    @property
    def gap(self) -> str:
        """Return by how much the first is ahead or behind, in words; a dash without values."""
        return "–" if self.ahead is None else difference(self.series, self.ahead, signed=True)

    @property
    def ahead(self) -> Decimal | None:
        """Return by how much the first is ahead; None without both values."""
        if self.first is None or self.second is None:
            return None
        if self.first.value is None or self.second.value is None:
            return None
        return self.first.value - self.second.value


def comparison(books: Mapping[str, IndexBook], pair: Pair, lang: Lang) -> list[PairRow]:
    """Return a row for each index."""
    rows = []
    for book in books.values():
        first, second = last_common(book, pair)
        rows.append(PairRow(book.series, first, second, pair_chart(book, pair, lang)))
    return rows


def comparison_finding(rows: Sequence[PairRow], pair: Pair, lang: Lang) -> str:
    """Return in how many indices each of the two is ahead, in one sentence."""
    gaps = [each.ahead for each in rows if each.ahead is not None]
    said = {"n": len(gaps), "a": told(pair[0].province, lang), "b": told(pair[1].province, lang)}
    if not gaps:
        return _("%(a)s và %(b)s chưa có chỉ số nào cùng được đo.") % said
    said["x"], said["y"] = sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)
    words = _("Trong %(n)s chỉ số cùng có giá trị: %(a)s hơn ở %(x)s, %(b)s hơn ở %(y)s.")
    return words % said


def pair_form(request: HttpRequest, first: Subject | None) -> PairForm:
    """Return the form that chooses the two, with what was chosen."""
    a = first.province.key if first else ""
    return PairForm(initial={"a": a, "b": request.GET.get("b", "")})
