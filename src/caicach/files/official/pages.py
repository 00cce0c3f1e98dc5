"""The annex as pages: PDF in the layout of Decree 30/2020."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from caicach.core.numbers import format_number, no_data
from caicach.core.rounds.restatement import Standing as Published
from caicach.files.official.annex import Annex, Table, annex_of, area_key
from caicach.files.official.columns import DASH, Column
from caicach.files.official.corrections import Corrected, corrects_words
from caicach.files.official.particulars import Entry, Particulars
from caicach.files.official.wording import (
    DOTS,
    attached_words,
    day_words,
    foldable,
    number_words,
    printable,
    roman,
    seal_words,
)
from caicach.files.reports.report import Standing

DRAFT: "typst.PDFStandards" = ["ua-1"]
KEPT: "typst.PDFStandards" = ["a-2a", "ua-1"]
"""PDF/A-2a and PDF/UA-1: kept for decades, searchable, read aloud in order; it needs a day."""
FONTS = ("Times New Roman", "Liberation Serif", "Tinos", "Libertinus Serif")
"""The first that is at hand; two are as wide as it, letter by letter.

The last is part of the typesetter and has every letter.
"""
SIZES = (9.5, 9.0)
"""Letters of tables, in points: the paper upright and across."""
SHOWN_OF_DIGEST = 16
SIDES = {"rank": "center", "name": "left", "words": "center", "places": "center"}


def annex_pdf(
    result: Entry,
    particulars: Particulars,
    *,
    digest: str = "",
    sealed_at: datetime | None = None,
    fonts: Path | None = None,
) -> bytes:
    """Return the annex as PDF/A-2a and PDF/UA-1; the same input gives the same bytes.

    result: a Vietnamese result document. digest: of the publication, shown in the foot.
    sealed_at: when the file will be signed, shown in the upper right corner of the first page.
    fonts: a folder with the office's Times New Roman; none other of the machine is looked at.
    """
    annex = annex_of(result, particulars)
    content = _content(annex, digest) | {"sealed": _sealed(particulars, sealed_at)}
    signed = particulars.signed_on
    pdf = typst.compile(
        files(__package__).joinpath("annex.typ").read_bytes(),
        format="pdf",
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        sys_inputs={"annex": json.dumps(content, ensure_ascii=False)},
        pdf_standards=DRAFT if signed is None else KEPT,
        timestamp=None if signed is None else datetime.combine(signed, time(), UTC),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter returned no single document")
    return pdf


def lettered_in(folder: Path | None = None) -> str:
    """Return the family that pages are set in with this folder of fonts."""
    at_hand = _fonts(folder).families()
    return next(family for family in FONTS if family in at_hand)


def _fonts(folder: Path | None) -> typst.Fonts:
    own = [] if folder is None else [str(folder)]
    return typst.Fonts(include_system_fonts=False, font_paths=own)


def _content(annex: Annex, digest: str) -> dict[str, Any]:
    """Everything the template shows, worded and in order."""
    particulars, across = annex.particulars, annex.is_across
    return {
        "across": across,
        "bare": particulars.is_bare,
        "size": SIZES[across],
        "fonts": FONTS,
        "no_data": no_data(),
        "document": _document(particulars),
        "head": {
            "superior": printable(particulars.superior),
            "issuer": printable(particulars.issuer),
            "number": printable(number_words(particulars.notation)),
            "day": printable(f"{particulars.place or DOTS}, {day_words(particulars.signed_on)}"),
        },
        "title": _title(particulars),
        "attached": printable(attached_words(particulars)),
        "corrects": printable(corrects_words(particulars.correction))
        if particulars.correction
        else "",
        "banner": [printable(line) for line in annex.banner],
        "tables": [_table(annex, table, place) for place, table in enumerate(annex.tables, 1)],
        "corrections": _corrections(annex),
        "notes": [printable(note) for note in annex.notes],
        "recipients": _recipients(particulars.recipients),
        "signer": _signer(particulars),
        "foot": _foot(particulars, digest),
    }


def _document(particulars: Particulars) -> dict[str, Any]:
    day = particulars.signed_on
    return {
        "title": f"Phụ lục: {_title(particulars)}",
        "author": printable(particulars.issuer),
        "keywords": [printable(particulars.notation), printable(particulars.round_name)],
        "day": None if day is None else {"year": day.year, "month": day.month, "day": day.day},
    }


def _sealed(particulars: Particulars, moment: datetime | None) -> str:
    return "" if moment is None else printable(seal_words(particulars.notation, moment))


def _title(particulars: Particulars) -> str:
    """A page that is read aloud must have a title."""
    return printable(particulars.title) or printable(particulars.round_name) or "Kết quả"


def _signer(particulars: Particulars) -> dict[str, Any]:
    signer = particulars.signer
    lines = [signer.on_behalf, *signer.post.splitlines()]
    return {"lines": [printable(line) for line in lines if line], "name": printable(signer.name)}


def _recipients(recipients: tuple[str, ...]) -> list[str]:
    """Each ends with a semicolon, the last with a full stop."""
    bare = [printable(each).rstrip(";. ") for each in recipients]
    return [f"{each}{';' if place < len(bare) else '.'}" for place, each in enumerate(bare, 1)]


def _foot(particulars: Particulars, digest: str) -> dict[str, str]:
    """The digest in groups of four, as people compare it by eye."""
    if not digest:
        return {"left": "", "right": ""}
    short = digest[:SHOWN_OF_DIGEST]
    groups = " ".join(short[at : at + 4] for at in range(0, len(short), 4))
    where = f" · Đối chiếu tại {printable(particulars.check_at)}" if particulars.check_at else ""
    return {
        "left": f"Công bố lần {particulars.number} · SHA-256 {groups} …{where}",
        "right": printable(particulars.notation),
    }


def _table(annex: Annex, table: Table, place: int) -> dict[str, Any]:
    widths = annex.widths(table)
    many = len(annex.tables) > 1
    label = f"{roman(place)}. {table.label}" if many and table.label else table.label
    key = area_key(annex, table, widths)
    return {
        "label": printable(label),
        "columns": [
            _column(column, annex.head(column, width), width)
            for column, width in zip(table.columns, widths, strict=True)
        ],
        "rows": list(_rows(table, annex.report.places)),
        "footnotes": [printable(line) for line in (*table.footnotes, *filter(None, [key]))],
    }


def _column(column: Column, head: str, width: float) -> dict[str, Any]:
    return {
        "head": printable(head),
        "group": column.group,
        "width": width,
        "side": SIDES.get(column.kind, "right"),
    }


def _rows(table: Table, places: int) -> Iterator[dict[str, Any]]:
    for standing in table.ranked:
        yield _row(table, standing, places)
    for part in table.unranked:
        yield {"span": printable(f"Không xếp hạng – {_without_lead(part.reason)}"), "cells": []}
        for standing in part.standings:
            yield _row(table, standing, places)


def _without_lead(reason: str) -> str:
    """The row says already that the agencies are not ranked."""
    text = reason.removeprefix("Chưa xếp hạng").lstrip(". ")
    return text[:1].lower() + text[1:]


def _row(table: Table, standing: Standing, places: int) -> dict[str, Any]:
    return {
        "span": None,
        "cells": [foldable(each.text(standing, places)) for each in table.columns],
    }


CORRECTED = (
    ("TT", "", 9, "center"),
    ("Cơ quan", "", 42, "left"),
    ("Tổng điểm", "Trước đính chính", 13, "right"),
    ("Chỉ số (%)", "Trước đính chính", 14, "right"),
    ("Hạng", "Trước đính chính", 11, "center"),
    ("Tổng điểm", "Sau đính chính", 13, "right"),
    ("Chỉ số (%)", "Sau đính chính", 14, "right"),
    ("Hạng", "Sau đính chính", 11, "center"),
    ("Nguyên nhân", "", 0, "left"),
)
"""Head, group, width in millimetres and side; causes take what is left."""


def _corrections(annex: Annex) -> dict[str, Any] | None:
    if not annex.corrected:
        return None
    names = ("head", "group", "width", "side")
    places = annex.report.places
    return {
        "label": "Bảng đính chính",
        "columns": [dict(zip(names, each, strict=True)) for each in CORRECTED],
        "rows": [
            {"span": None, "cells": [foldable(cell) for cell in _corrected(each, place, places)]}
            for place, each in enumerate(annex.corrected, 1)
        ],
    }


def _corrected(each: Corrected, place: int, places: int) -> list[str]:
    agency = each.agency
    figures = [text for of in (agency.before, agency.after) for text in _figures(of, places)]
    return [str(place), each.name, *figures, each.cause]


def _figures(standing: Published | None, places: int) -> list[str]:
    if standing is None:
        return [DASH] * 3
    points, index = (
        no_data() if number is None else format_number(number, places=places)
        for number in (standing.points, standing.index)
    )
    return [points, index, DASH if standing.rank is None else str(standing.rank)]
