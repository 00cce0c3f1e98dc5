"""The report as one HTML page that needs nothing else: no script, no network, prints on A4."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from caicach.core.issues import Issue
from caicach.core.numbers import format_number, format_percent
from caicach.core.scoring.explain import inputs_words
from caicach.core.scoring.kept import KeptAgency, KeptItem
from caicach.files.reports.compared import compared_rows
from caicach.files.reports.report import Area, Block, Report, Standing
from caicach.files.reports.words import (
    WORDS,
    amount_text,
    cell_text,
    change_text,
    coverage_text,
    held_in,
    index_text,
    rank_text,
    reconciled_text,
    statement,
)
from caicach.files.safe_text import safe
from caicach.files.whole_file import write_text

MOST_DETAILS = 6000
"""Items of all agencies that one page explains; a larger round is explained in XLSX and JSON."""
MOST_ISSUES = 200
MOST_COMPARED = 300


def write_html(path: Path, report: Report) -> None:
    """Write the page, whole or not at all."""
    write_text(path, html_page(report))


def html_page(report: Report) -> str:
    """Return the page; everything that comes from files is escaped."""
    template = environment().get_template("report.html.j2")
    return template.render(
        lang=report.lang,
        t=WORDS[report.lang],
        style=style_sheet(),
        entry=report.entry,
        remarks=report.remarks,
        vi=report.lang == "vi",
        blocks=[_block(each, report) for each in report.blocks],
        figures=list(_figures(report)),
        coverage=_coverage(report),
        inputs=report.inputs,
        published=report.published,
        reconciled=reconciled_text(report),
        compared=_compared(report),
        slips=_issues(report.reconciliation.slips if report.reconciliation else (), report),
        rules=list(_rules(report)),
        agencies=list(_agencies(report)),
        issues=_issues(report.issues[:MOST_ISSUES], report),
        more_issues=max(0, len(report.issues) - MOST_ISSUES),
    )


@cache
def style_sheet() -> Markup:
    """Return the style sheet; it is ours and holds no closing tag."""
    return Markup(_templates().joinpath("report.css").read_text("utf-8"))  # noqa: S704 - a shipped file


def _templates() -> Any:
    return files("caicach.files.reports").joinpath("templates")


@cache
def environment() -> "Environment":
    """Return the templates' surroundings: everything escaped, nothing undefined let through."""

    def load(name: str) -> str:
        return str(_templates().joinpath(name).read_text("utf-8"))

    return Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: Any) -> Any:
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _block(block: Block, report: Report) -> dict[str, Any]:
    return {
        "label": block.label,
        "statement": statement(block, report),
        "areas": [
            {
                "code": area.code,
                "label": area.label,
                "maximum": _most(area, report),
            }
            for area in block.areas
        ],
        "shows_index": not block.points_are_index,
        "shows_band": any(each.band for each in block.standings),
        "shows_change": any(change_text(each, report) for each in block.standings),
        "standings": [_standing(each, block, report) for each in block.standings],
    }


def _most(area: Area, report: Report) -> str:
    """Bonus and penalty points have no maximum that points could be a part of."""
    return f"/{format_number(area.maximum, lang=report.lang)}" if area.kind == "scored" else "±"


def _standing(each: Standing, block: Block, report: Report) -> dict[str, Any]:
    cells = [(area, each.cells.get(area.code)) for area in block.areas]
    return {
        "code": each.code,
        "name": each.title,
        "rank": rank_text(each),
        "points": amount_text(each.points, report),
        "index": index_text(each.index, report),
        "band": each.band or "–",
        "change": change_text(each, report),
        "coverage": coverage_text(each, report.lang),
        "unranked": each.unranked,
        "maximum": format_number(each.maximum, lang=report.lang),
        "cells": [
            {
                "label": f"{area.code} {area.label}",
                "text": cell_text(cell, report),
                "is_gap": cell is None or cell.points is None,
            }
            for area, cell in cells
        ],
    }


def _figures(report: Report) -> Iterator[tuple[str, str, str]]:
    """Yield the headline figures: what, how much, of what."""
    vi = report.lang == "vi"
    ranked = sum(rank_text(each) != "–" for block in report.blocks for each in block.standings)
    agencies = len(report.entry["agencies"])
    if agencies > 1:
        yield "Cơ quan xếp hạng" if vi else "Agencies ranked", str(ranked), f"/ {agencies}"
    yield "Số liệu có" if vi else "Coverage", _coverage(report), ""
    found = report.reconciliation
    if found is not None:
        same = found.count("equal") + found.count("within_rounding")
        compared = same + found.count("different")
        yield (
            "Số công bố khớp" if vi else "Published figures that agree",
            str(same),
            f"/ {compared}",
        )


def _coverage(report: Report) -> str:
    share = report.entry["coverage"]["share"]
    return (
        "–" if share is None else format_percent(Decimal(share) * 100, lang=report.lang, places=1)
    )


def _compared(report: Report) -> list[Any]:
    found = report.reconciliation
    rows = compared_rows(found.comparisons if found else (), report.lang)
    return [each for each in rows if each.status != "equal"][:MOST_COMPARED]


def _rules(report: Report) -> Iterator[dict[str, Any]]:
    for code, node in report.entry["criteria"].items():
        yield {
            "code": code,
            "label": node["label"],
            "maximum": format_number(Decimal(node["maximum"]), lang=report.lang),
            "rule": node["rule_text"] or "",
            "source": node["source"] or "",
            "is_sum": node["rule"] is None,
        }


def _agencies(report: Report) -> Iterator[dict[str, Any]]:
    """Yield every agency's items, as long as one page can hold them."""
    if sum(len(each["items"]) for each in report.entry["agencies"]) > MOST_DETAILS:
        return
    by_code = {each.code: each for each in report.document.agencies}
    for block in report.blocks:
        for standing in block.standings:
            agency = by_code[standing.code]
            items = [_item(item, report) for item in agency.items]
            yield {"title": standing.title, "items": items, "figure": _figure(agency, report)}


def _figure(agency: KeptAgency, report: Report) -> str:
    points = amount_text(agency.points, report)
    return f"{points} / {format_number(agency.maximum, lang=report.lang)}"


def _item(item: KeptItem, report: Report) -> dict[str, Any]:
    words = WORDS[report.lang]
    points = amount_text(item.points, report)
    if item.state == "not_applicable":
        points = words["not_applicable"]
    held = held_in(item.trace.step)
    if held is not None:
        points = words["in_group"].format(code=held)
    given = inputs_words(item.given(), report.lang)
    return {
        "code": item.code,
        "label": report.entry["criteria"][item.code]["label"],
        "points": points,
        "maximum": format_number(item.maximum, lang=report.lang),
        "inputs": given or "–",
        "is_gap": item.points is None,
    }


def _issues(issues: Any, report: Report) -> list[dict[str, str]]:
    return [_issue(each, report) for each in issues]


def _issue(each: Issue, report: Report) -> dict[str, str]:
    return {
        "severity": each.severity,
        "where": each.where,
        "problem": each.problem(report.lang),
        "remedy": each.remedy(report.lang),
        "code": each.code,
    }
