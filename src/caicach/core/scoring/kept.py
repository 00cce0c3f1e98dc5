"""A result document read back: enough to explain a point, compare years and reconcile."""

from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from caicach.core.criteria.edition import Rounding
from caicach.core.documents import Number
from caicach.core.issues import Issue, issue
from caicach.core.rules import AnyRule, Context, Given, Rule, State
from caicach.core.scoring.document import SCHEMA

RULE: TypeAdapter[Rule] = TypeAdapter(AnyRule)


class Kept(BaseModel):
    """Later schemas may add keys, so unknown ones are passed over here."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class KeptInputs(Kept):
    """What was handed in for one item, and what its rule knew of others."""

    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    points: Number | None = None
    previous: Number | None = None
    choice: str | None = None
    percent_sign: bool = False
    not_applicable: bool = False
    parts: dict[str, "KeptInputs"] | None = None
    best: Number | None = None
    rank: int | None = None
    scale: Number | None = None

    def given(self) -> Given:
        """Return the figures as a rule sees them."""
        return Given(
            value=self.value,
            numerator=self.numerator,
            denominator=self.denominator,
            points=self.points,
            previous=self.previous,
            choice=self.choice,
            not_applicable=self.not_applicable,
            has_sign=self.percent_sign,
            parts={key: part.given() for key, part in self.parts.items()} if self.parts else None,
        )


class KeptTrace(Kept):
    edition: str
    rule: str | None
    inputs: KeptInputs
    step: str
    source: str | None


class KeptItem(Kept):
    code: str
    points: Number | None
    maximum: Number
    state: State
    trace: KeptTrace

    def given(self) -> Given:
        """Return what the item was scored from."""
        return self.trace.inputs.given()

    def context(self) -> Context:
        """Return what the rule knew of others."""
        inputs = self.trace.inputs
        return Context(inputs.best, inputs.rank, inputs.scale)


class KeptNode(Kept):
    code: str
    points: Number | None
    maximum: Number
    index: Number | None
    state: State


class KeptAgency(Kept):
    code: str
    name: str
    block: str | None
    points: Number | None
    maximum: Number
    index: Number | None
    bonus: Number = Decimal(0)
    penalty: Number = Decimal(0)
    rank: int | None
    rank_of: int
    band: str | None
    coverage: dict[str, Any]
    areas: tuple[KeptNode, ...]
    groups: tuple[KeptNode, ...] = ()
    items: tuple[KeptItem, ...]

    def item(self, code: str) -> KeptItem | None:
        """Return the item with `code`, or None."""
        return next((each for each in self.items if each.code == code), None)

    def node(self, code: str) -> KeptNode | None:
        """Return the area or group with `code`, or None."""
        return next((each for each in (*self.areas, *self.groups) if each.code == code), None)

    @property
    def is_complete(self) -> bool:
        """Nothing that applies was missing."""
        return Decimal(str(self.coverage["maximum_reported"])) == self.maximum


class KeptCriterion(Kept):
    label: str
    parent: str | None
    kind: str
    maximum: Number
    rule: dict[str, Any] | None
    rule_text: str | None
    source: str | None
    continues: str | None = None

    def read_rule(self) -> Rule | None:
        """Return the rule; None where there is none, or what is kept no longer is one."""
        if self.rule is None:
            return None
        try:
            return RULE.validate_python(self.rule)
        except ValidationError:
            return None


class ResultDocument(Kept):
    """A kept result; `criteria` holds every node of the edition that counted."""

    schema_: Literal["caicach-result/1"]
    edition: str
    label: str
    partial: str | None = None
    maximum: Number
    shown_places: int = 2
    ranked_by: Literal["index", "points"] = "index"
    rounding: Rounding = Rounding()
    choices: dict[str, str]
    criteria: dict[str, KeptCriterion]
    agencies: tuple[KeptAgency, ...]

    def agency(self, code: str) -> KeptAgency | None:
        """Return the agency with `code`, or None."""
        return next((each for each in self.agencies if each.code == code), None)


class ResultRefusedError(ValueError):
    """A file is no result document; `issues` says why, all at once."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__("\n".join(map(str, issues)))
        self.issues = issues


def read_result(raw: object, path: str = "result") -> ResultDocument:
    """Return a result document from parsed JSON. Raises ResultRefusedError."""
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        found = raw.get("schema") if isinstance(raw, dict) else type(raw).__name__
        raise ResultRefusedError([issue("result-schema", path, found=found, expected=SCHEMA)])
    try:
        return ResultDocument.model_validate({**raw, "schema_": raw["schema"]})
    except ValidationError as error:
        raise ResultRefusedError(
            [
                issue(
                    "result-broken",
                    f"{path} $.{'.'.join(str(step) for step in each['loc'])}",
                    reason=each["msg"],
                )
                for each in error.errors(include_url=False)
            ]
        ) from None
