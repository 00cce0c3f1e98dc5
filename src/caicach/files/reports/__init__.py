"""Reports of a scored round: JSON, CSV, XLSX and HTML, and what they all show."""

from caicach.files.reports.csv_report import report_csv
from caicach.files.reports.html_report import write_html
from caicach.files.reports.json_report import json_pieces, report_json
from caicach.files.reports.report import Report, report_of
from caicach.files.reports.xlsx_report import write_xlsx

__all__ = [
    "Report",
    "json_pieces",
    "report_csv",
    "report_json",
    "report_of",
    "write_html",
    "write_xlsx",
]
