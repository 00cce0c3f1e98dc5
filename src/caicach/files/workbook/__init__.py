"""The wide workbook: one row for each agency, ready to be filled in and read back."""

from caicach.files.workbook.agencies import read_agencies
from caicach.files.workbook.write import write_workbook

__all__ = ["read_agencies", "write_workbook"]
