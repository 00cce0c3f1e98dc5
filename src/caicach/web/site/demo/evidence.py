"""Small files handed in as evidence: real spreadsheets and PDF pages that say they are samples."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.files.excel import new_workbook
from caicach.web.plans.actions.turns import Evidence
from caicach.web.site.demo.chance import draw
from caicach.web.site.demo.pdf import page_of

NOTE = "Tài liệu mẫu của bản trình diễn, nội dung giả định, không có giá trị pháp lý."
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""One moment for all, so that the same content is the same file."""


def evidence(share: float, title: str, rows: Sequence[tuple[str, str]], *names: object) -> Evidence:
    """Return a file for that share of the cases, nothing for the others."""
    if draw(*names, "has a file") >= share:
        return Evidence()
    if draw(*names, "is a sheet") < 0.5:
        return Evidence(upload=_upload(title, "xlsx", _sheet(title, rows)))
    lines = [f"{label}: {text}" for label, text in rows]
    return Evidence(upload=_upload(title, "pdf", page_of(title, [*lines, "", NOTE])))


def _upload(title: str, ending: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{title[:60].strip()}.{ending}", content)


def _sheet(title: str, rows: Sequence[tuple[str, str]]) -> bytes:
    stream = io.BytesIO()
    book: Any = new_workbook(stream)
    book.set_properties({"created": MADE_AT, "title": title})
    sheet = book.add_worksheet("Số liệu")
    strong = book.add_format({"bold": True})
    sheet.set_column(0, 1, 36)
    sheet.write(0, 0, title, strong)
    for number, (label, text) in enumerate(rows, start=2):
        sheet.write(number, 0, label)
        sheet.write(number, 1, text)
    sheet.write(len(rows) + 3, 0, NOTE)
    book.close()
    return stream.getvalue()
