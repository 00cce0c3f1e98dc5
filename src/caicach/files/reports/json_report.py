"""The result as JSON, with what was reconciled beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from caicach.core.issues import Lang
from caicach.core.numbers import plain
from caicach.core.reconcile import Comparison, Reconciliation, Status
from caicach.core.scoring.document import issue_entry
from caicach.files.reports.report import Report

STATUSES: tuple[Status, ...] = ("equal", "within_rounding", "different", "not_comparable")


def report_json(report: Report) -> dict[str, Any]:
    """Return the result document; all issues of the run and the reconciliation are in it."""
    content = dict(report.entry)
    content["issues"] = [issue_entry(each, report.lang) for each in report.issues]
    if report.reconciliation is not None:
        content["reconciliation"] = reconciliation_entry(report.reconciliation, report.lang)
    return content


def json_pieces(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield a result document as JSON text, one key and one agency to a line.

    A nation's communes make a file of hundreds of megabytes: written so, it is never held as one
    text, and two results can be compared line by line.
    """
    for place, (key, value) in enumerate(content.items()):
        yield f"{',' if place else '{'}\n{_dumped(key)}: "
        if key == "agencies" and value:
            for row, agency in enumerate(value):
                yield f"{',' if row else '['}\n{_dumped(agency)}"
            yield "\n]"
        else:
            yield _dumped(value)
    yield "\n}\n"


def _dumped(value: Any) -> str:
    return orjson.dumps(value).decode()


def reconciliation_entry(found: Reconciliation, lang: Lang) -> dict[str, Any]:
    """Return a reconciliation as JSON; decimals are text."""
    return {
        "summary": {status: found.count(status) for status in STATUSES},
        "comparisons": [_comparison(each) for each in found.comparisons],
        "slips": [issue_entry(each, lang) for each in found.slips],
    }


def _comparison(each: Comparison) -> dict[str, Any]:
    numbers = {
        name: None if (number := getattr(each, name)) is None else plain(number)
        for name in ("ours", "published", "difference", "tolerance")
    }
    return {
        "agency": each.agency,
        "name": each.name,
        "criterion": each.criterion,
        "what": each.what,
        "status": each.status,
        **numbers,
        "parts": each.parts,
        "reason": each.reason,
        "place": each.place,
    }
