"""The annex as pages: PDF in the layout of Decree 30/2020."""

from caicach.files.official.particulars import Entry, Particulars


def annex_pdf(result: Entry, particulars: Particulars, *, digest: str = "") -> bytes:
    """Return the annex as PDF/A; the same input gives the same bytes.

    result: a Vietnamese result document. digest: of the publication, shown in the foot.
    """
    raise NotImplementedError
