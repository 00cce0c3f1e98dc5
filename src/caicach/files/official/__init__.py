"""A round as it is decided: the annex as pages and as a workbook."""

from caicach.files.official.pages import annex_pdf, lettered_in
from caicach.files.official.particulars import Correction, Particulars, Signer
from caicach.files.official.sheets import annex_xlsx

__all__ = ["Correction", "Particulars", "Signer", "annex_pdf", "annex_xlsx", "lettered_in"]
