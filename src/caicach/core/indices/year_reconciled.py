"""A year handed in beside the scoring core: totals recomputed, slips of the table found."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from caicach.core.criteria import Edition, load_shipped, shipped_names
from caicach.core.indices.series import IndexSeries
from caicach.core.indices.year_rows import YearRow
from caicach.core.issues import Issue, issue
from caicach.core.reconcile import PublishedFigure, Reconciliation, check_published, reconcile
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs, score_inputs
from caicach.core.scoring.document import result_document
from caicach.core.scoring.kept import ResultDocument, read_result


def reconcile_year(
    series: IndexSeries, year: int, rows: Sequence[YearRow], where: str
) -> tuple[Reconciliation, list[Issue]]:
    """Return ours beside theirs, and what it says of the table.

    The edition of the year scores the parts; where none ships, the last one before it does, and
    a note says so. Without parts or edition only the slips inside the table are found.
    """
    rows = list({row.province.key: row for row in reversed(rows)}.values())[::-1]
    figures = [each for row in rows for each in _figures(row)]
    slips = tuple(check_published(figures))
    edition = _edition(series, year)
    if edition is None or not any(row.parts for row in rows):
        return Reconciliation((), slips), list(slips)
    alike = [each for each in figures if _is_on_scale(edition, series, year, each)]
    scored = _scored(edition, series, year, rows)
    found = Reconciliation(reconcile(scored, alike).comparisons, slips)
    issues = [*slips, *_different(found, rows)]
    if edition.edition != f"{series.edition}/{year}":
        issues.append(issue("index-edition-borrowed", where, year=year, edition=edition.edition))
    return found, issues


def _figures(row: YearRow) -> list[PublishedFigure]:
    key, name = row.province.key, row.province.name
    printed = (row.total, *row.parts)
    return [replace(each, agency=key, name=name, edition=None) for each in printed]


def _is_on_scale(edition: Edition, series: IndexSeries, year: int, figure: PublishedFigure) -> bool:
    """A sub-index from 1 to 10 is not compared with the points it earns of the whole."""
    if figure.criterion is None:
        return True
    node, part = edition.node(figure.criterion), series.component(figure.criterion, year)
    return node is not None and part is not None and part.maximum == node.max_points


def _edition(series: IndexSeries, year: int) -> Edition | None:
    """Return the edition of the year, else the last before it."""
    if series.edition is None:
        return None
    folder = f"{series.edition}/"
    years = [name.removeprefix(folder) for name in shipped_names() if name.startswith(folder)]
    known = [int(each) for each in years if each.isdigit() and int(each) <= year]
    return load_shipped(f"{folder}{max(known)}") if known else None


def _scored(
    edition: Edition, series: IndexSeries, year: int, rows: Sequence[YearRow]
) -> ResultDocument:
    agencies: dict[str, AgencyInput] = {}
    for row in rows:
        items = {
            part.criterion: _given(edition, series, year, part)
            for part in row.parts
            if part.criterion and edition.node(part.criterion) is not None
        }
        key = row.province.key
        agencies.setdefault(key, AgencyInput(key, row.province.name, None, items))
    return read_result(result_document(score_inputs(edition, Inputs(agencies))))


def _given(edition: Edition, series: IndexSeries, year: int, part: PublishedFigure) -> Given:
    """A part printed on its own scale is handed in on the scale of the edition's rule."""
    node = edition.node(part.criterion or "")
    rule = None if node is None else node.rule
    component = series.component(part.criterion or "", year)
    scale = getattr(rule, "scale", None)
    if scale is None or component is None or component.maximum is None or part.value is None:
        return Given(points=part.value)
    return Given(value=part.value * Decimal(scale) / component.maximum)


def _different(found: Reconciliation, rows: Sequence[YearRow]) -> list[Issue]:
    names = {row.province.key: row.province.name for row in rows}
    return [
        issue(
            "index-total-differs",
            each.place,
            province=names.get(each.agency, each.agency),
            printed=each.published,
            reckoned=each.ours.quantize(Decimal("0.0001")),
            difference=(each.published - each.ours).quantize(Decimal("0.0001")),
        )
        for each in found.comparisons
        if each.status == "different"
        and each.criterion is None
        and each.what in ("points", "percent")
        and each.ours is not None
    ]
