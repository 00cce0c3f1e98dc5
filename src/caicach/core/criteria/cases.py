"""Cases beside an edition: what is given, what is expected, exact to the last digit."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from pydantic import Field, RootModel, model_validator

from caicach.core.criteria.edition import Edition
from caicach.core.criteria.outline import Branch, outline
from caicach.core.documents import Number, Shape, Text, Words, parse, read_document
from caicach.core.issues import Issue, issue
from caicach.core.numbers import decimal_places, plain
from caicach.core.rules import Context as Peers
from caicach.core.rules import Given, InputRefused, Score, State


class GivenCase(Shape):
    """What a case hands in; the keys are the columns of an input file."""

    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    choice: Text | None = None
    points: Number | None = None
    previous: Number | None = None
    percent_sign: bool = False
    not_applicable: bool = False
    parts: dict[str, "GivenCase"] = Field(default_factory=dict)
    best: Number | None = None
    rank: int | None = None

    def given(self) -> Given:
        """Return the case as a rule sees it."""
        return Given(
            value=self.value,
            numerator=self.numerator,
            denominator=self.denominator,
            choice=self.choice,
            points=self.points,
            previous=self.previous,
            parts={key: part.given() for key, part in self.parts.items()} or None,
            not_applicable=self.not_applicable,
            has_sign=self.percent_sign,
        )


class Expected(Shape):
    """What the rule must make of it: exact points, points as printed, a state, or a refusal.

    printed: points rounded half up to the places written here, for ratios that do not end.
    """

    points: Number | None = None
    printed: Text | None = None
    state: State | None = None
    step: Text | None = None
    refused: Text | None = None

    @model_validator(mode="after")
    def _expects_something(self) -> "Expected":
        if not self.model_fields_set:
            raise ValueError("expects nothing")
        return self


class Case(Shape):
    """One case of one item."""

    name: Text
    why: Words | None = None
    given: GivenCase = GivenCase()
    expect: Expected


class CaseFile(RootModel[tuple[Case, ...]]):
    """All cases of one item; the file is named after its code."""


class Outcome(Shape):
    """How one case went; `issues` is empty when it held."""

    criterion: str
    name: str
    issues: tuple[Issue, ...] = ()


def run_cases(edition: Edition, code: str, text: str, path: str) -> list[Outcome]:
    """Return the outcome of every case in a file named after `code`.

    An unreadable file or an unknown code is one outcome that failed.
    """
    document, issues = read_document(text, path)
    loaded, more = parse(document, CaseFile) if document else (None, [])
    if document is None or loaded is None or issues or more:
        return [Outcome(criterion=code, name=path, issues=(*issues, *more))]
    branches = dict(_items_of_all_options(edition))
    if code not in branches:
        found = issue("case-code-unknown", f"{path}:1", criterion=code, edition=edition.edition)
        return [Outcome(criterion=code, name=path, issues=(found,))]
    return [
        Outcome(
            criterion=code,
            name=case.name,
            issues=tuple(_run(case, branches[code], document.where((index,)))),
        )
        for index, case in enumerate(loaded.root)
    ]


def _items_of_all_options(edition: Edition) -> Iterator[tuple[str, Branch]]:
    """An item that exists under one option only has cases all the same."""
    ways = [edition.defaults()]
    ways += [{**ways[0], c.id: o.id} for c in edition.choices for o in c.options]
    for way in reversed(ways):
        for area in outline(edition, way, None):
            yield from ((item.node.code, item) for item in area.items())


def _run(case: Case, branch: Branch, where: str) -> Iterator[Issue]:
    rule = branch.node.rule
    if rule is None:
        raise ValueError(f"{branch.node.code} has no rule")
    peers = Peers(best=case.given.best, rank=case.given.rank)
    try:
        with localcontext(Context(prec=28)):
            got = rule.score(case.given.given(), branch.maximum, peers)
    except InputRefused as refusal:
        yield from _differ(case, "refused", case.expect.refused, refusal.code, where)
        return
    yield from _differ(case, "refused", case.expect.refused, None, where)
    yield from _compare(case, got, where)


def _compare(case: Case, got: Score, where: str) -> Iterator[Issue]:
    expect = case.expect
    if expect.points is not None and got.points != expect.points:
        yield from _differ(case, "points", plain(expect.points), _shown(got), where)
    if expect.printed is not None:
        yield from _differ(case, "printed", expect.printed, _printed(got, expect.printed), where)
    if expect.state is not None:
        yield from _differ(case, "state", expect.state.value, got.state.value, where)
    if expect.step is not None:
        yield from _differ(case, "step", expect.step, got.step, where)


def _differ(
    case: Case, what: str, expected: str | None, got: str | None, where: str
) -> Iterator[Issue]:
    if expected != got:
        values = {"expected": expected or "–", "got": got or "–"}
        yield issue("case-failed", where, case=case.name, what=what, **values)


def _shown(score: Score) -> str:
    return score.state.value if score.points is None else plain(score.points)


def _printed(score: Score, as_printed: str) -> str:
    """Return the points with as many places as the print has."""
    if score.points is None:
        return score.state.value
    unit = Decimal(1).scaleb(-decimal_places(as_printed))
    return str(score.points.quantize(unit, rounding=ROUND_HALF_UP))
