"""The cases beside the target standards, as their tests read them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.resources import files

from pydantic import Field, RootModel

from caicach.core.documents import Day, Number, Shape, Text, parse, read_document
from caicach.core.periods import parse_period
from caicach.core.targets import (
    NOT_DONE,
    Basis,
    Forecast,
    Measured,
    Parts,
    Standing,
    TargetShape,
    TaskDays,
    ToCome,
    forecast_count,
    forecast_ratio,
    forecast_tasks,
    judge,
    must_happen,
)

UNKNOWN = "unknown"


class Left(Shape):
    cases: int = 0
    months: int
    basis: Basis = "given"


class Task(Shape):
    due: Day
    done: Day | None = None


class Expected(Shape):
    """Numbers are written with the places they are compared at."""

    method: Text | None = None
    low: Text | None = None
    mid: Text | None = None
    high: Text | None = None
    chance: Text | None = None
    remaining: Text | None = None
    needed: Text | None = None
    best: Text | None = None
    worst: Text | None = None
    verdict: Text | None = None
    state: Text | None = None
    rule: Text | None = None
    says: Text | None = None
    must: Text | None = None


class Case(Shape):
    name: Text
    why: Text | None = None
    target: TargetShape = Field(alias="shape")
    on: Day = date(2026, 8, 31)
    months: tuple[tuple[int, int] | Text, ...] | None = None
    counts: tuple[Text, ...] | None = None
    tasks: tuple[Task, ...] | None = None
    to_come: Left = Left(months=0)
    now: int | None = None
    measured: Text | None = None
    done: Day | None = None
    base: Number | None = None
    period: Text | None = None
    expect: Expected

    def forecast(self) -> Forecast | None:
        left = self.to_come
        if self.tasks is not None:
            days = [TaskDays(task.due, task.done) for task in self.tasks]
            return forecast_tasks(self.target, days, self.on)
        if self.counts is not None:
            return forecast_count(self.target, self.known_counts(), left.months, now=self.now)
        if self.months is not None:
            to_come = ToCome(left.cases, left.months, left.basis)
            return forecast_ratio(self.target, self.known_months(), to_come)
        return None

    def known_counts(self) -> list[int | None]:
        return [None if each == UNKNOWN else int(each) for each in self.counts or ()]

    def known_months(self) -> list[Parts | None]:
        return [None if isinstance(each, str) else Parts(*each) for each in self.months or ()]

    def value(self) -> Measured | None:
        if self.done is not None:
            return self.done
        if self.counts is not None:
            return sum(each or 0 for each in self.known_counts())
        if self.months is not None:
            known = [each for each in self.known_months() if each]
            return Parts(sum(m.numerator for m in known), sum(m.denominator for m in known))
        if self.tasks is not None:
            settled = [TaskDays(t.due, t.done).in_time(self.on) for t in self.tasks]
            return Parts(settled.count(True), len(settled) - settled.count(None))
        if self.measured is None or self.measured == NOT_DONE or self.target.form == "band":
            return self.measured
        return Decimal(self.measured)

    def standing(self) -> Standing:
        return judge(
            self.target,
            self.value(),
            on=self.on,
            forecast=self.forecast(),
            base=self.base,
            period=None if self.period is None else parse_period(self.period),
        )

    def outlook(self) -> str:
        forecast = self.forecast()
        return "" if forecast is None else must_happen(self.target, forecast, "hồ sơ")


class CaseFile(RootModel[tuple[Case, ...]]):
    pass


def shipped_cases() -> Iterator[tuple[str, Case]]:
    folder = files("caicach.standards").joinpath("targets", "cases")
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        document, issues = read_document(path.read_text("utf-8"), path.name)
        assert document is not None, issues
        loaded, more = parse(document, CaseFile)
        assert loaded is not None, "\n".join(map(str, more))
        assert not issues, issues
        yield from ((path.name, case) for case in loaded.root)
