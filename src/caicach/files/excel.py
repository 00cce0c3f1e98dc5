"""Writing of workbooks: the one place that names the library, which ships no types."""

from typing import Any, BinaryIO, TypeAlias

import xlsxwriter  # type: ignore[import-untyped]  # the package ships no types

Workbook: TypeAlias = Any
Worksheet: TypeAlias = Any
Format: TypeAlias = Any


def new_workbook(target: str | BinaryIO) -> Workbook:
    """Return a workbook to write to; text is never taken for a formula, a number or a link."""
    plain_text = {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": False,
    }
    return xlsxwriter.Workbook(target, plain_text)
