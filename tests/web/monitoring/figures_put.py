"""Months of an indicator put into the database, and a run that tells nobody."""

from caicach.web.monitoring.models import IndicatorFigure
from caicach.web.register.models import Agency


class StillRun:
    def progress(self, done: int, total: int) -> None:
        assert done <= total


def put_months(code: str, months: dict[str, tuple[int, int]]) -> None:
    agency = Agency.objects.get(code=code)
    for period, (top, below) in months.items():
        IndicatorFigure.objects.create(
            indicator="on_time_share",
            agency=agency,
            period=period,
            numerator=top,
            denominator=below,
            facts_version=4,
        )


def year(share: int, cases: int = 100, last: int = 7) -> dict[str, tuple[int, int]]:
    months = {f"2026-{month:02}": (share, cases) for month in range(1, last + 1)}
    return months | {"2026": (share * last, cases * last)}
