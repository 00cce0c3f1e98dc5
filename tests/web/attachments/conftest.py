"""What previews of office files need."""

import io
import os

import pytest
from openpyxl import Workbook

from caicach.files.pages import office_program


@pytest.fixture
def with_office() -> None:
    if office_program() is None and os.environ.get("CI") == "true":
        pytest.fail("CI must have LibreOffice")
    if office_program() is None:
        pytest.skip("no LibreOffice on this machine")


@pytest.fixture
def workbook() -> bytes:
    """Return a workbook with one page of words."""
    book, written = Workbook(), io.BytesIO()
    book.active["A1"] = "Đúng hạn"  # type: ignore[index]  # a new book has a sheet
    book.save(written)
    return written.getvalue()
