"""The annex as a workbook: the same table, the areas, every item, the notes."""

from caicach.files.official.particulars import Entry, Particulars


def annex_xlsx(result: Entry, particulars: Particulars, *, digest: str = "") -> bytes:
    """Return the annex as XLSX; the same input gives the same bytes."""
    raise NotImplementedError
