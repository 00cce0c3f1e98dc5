"""The rows behind a figure, a page at a time, each with the file it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from caicach.engine.indicators import EngineError, rows
from caicach.engine.indicators.row_list import Side
from caicach.web.monitoring.figures import opened_store
from caicach.web.monitoring.models import IndicatorFigure

PAGE_SIZE = 50
LABELS: Mapping[str, Any] = {
    "code": _("Mã hồ sơ"),
    "link": _("Mã"),
    "agency": _("Cơ quan"),
    "procedure": _("Thủ tục"),
    "received_at": _("Tiếp nhận"),
    "answered_at": _("Trả lời"),
    "issued_on": _("Ngày ban hành"),
    "end_at": _("Kết thúc"),
    "due_at": _("Hạn"),
    "state": _("Tình trạng"),
    "kind": _("Loại"),
    "name": _("Tên"),
    "field": _("Lĩnh vực"),
    "service_level": _("Mức độ dịch vụ"),
    "submitted_at": _("Nộp"),
    "file": _("Tệp"),
    "record": _("Bản ghi"),
    "line": _("Dòng"),
}
LEFT_OUT = frozenset({"key", "file"})
VALUES: Mapping[str, Any] = {
    "on_time": _("đúng hạn"),
    "overdue": _("trễ hạn"),
    "open_in_time": _("đang giải quyết, còn hạn"),
    "open_overdue": _("đang giải quyết, quá hạn"),
    "full": _("toàn trình"),
    "partial": _("một phần"),
}


@dataclass(frozen=True, slots=True)
class RowPage:
    """One page of rows. heads: what the columns are; count: of all rows on all pages."""

    heads: Sequence[Any]
    lines: Sequence[Sequence[str]]
    count: int
    number: int

    @property
    def before(self) -> int:
        """Return the number of the page before."""
        return self.number - 1

    @property
    def after(self) -> int:
        """Return the number of the page after."""
        return self.number + 1

    @property
    def last(self) -> int:
        """Return the number of the last page."""
        return max(1, -(-self.count // PAGE_SIZE))


def page_of_rows(figure: IndicatorFigure, part: Side, number: int) -> RowPage | None:
    """Return the rows a figure counts; None where the facts are gone or it counts none."""
    store = opened_store()
    if store is None:
        return None
    try:
        listed = rows(
            store.facts(figure.facts_version),
            figure.indicator,
            figure.period,
            agency=figure.agency.code,
            part=part,
            first=(number - 1) * PAGE_SIZE,
            limit=PAGE_SIZE,
        )
    except EngineError:
        return None
    table = listed.rows.read_all()
    shown = [name for name in table.column_names if name not in LEFT_OUT]
    names = _file_names(store.facts(figure.facts_version))
    records = cast("list[dict[str, Any]]", table.to_pylist())
    lines = [
        [*(_cell(record[name]) for name in shown), names.get(record["file"], "")]
        for record in records
    ]
    heads = [*(LABELS.get(name, name) for name in shown), LABELS["file"]]
    return RowPage(heads, lines, listed.count, number)


def _file_names(facts: Any) -> dict[str, str]:
    return {row["file"]: row["name"] for row in facts.read("files", ["file", "name"]).to_pylist()}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%H:%M %d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(VALUES.get(str(value), value))
