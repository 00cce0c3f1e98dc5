"""From scoring text to a rule: a proposal counts only when it explains every clause."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from caicach.files.appendix.imported import Rule
from caicach.files.appendix.outside import OutsideKind
from caicach.files.appendix.scoring.answers import (
    propose_levels,
    propose_yes_no,
    propose_zero_tolerance,
)
from caicach.files.appendix.scoring.clauses import Clause, Remark, read_clauses, split_pieces
from caicach.files.appendix.scoring.compared import propose_rank, propose_year_on_year
from caicach.files.appendix.scoring.composed import propose_checklist, propose_composed
from caicach.files.appendix.scoring.counted import (
    propose_count,
    propose_deduction,
    propose_manual,
    propose_outside,
)
from caicach.files.appendix.scoring.listed import propose_listed
from caicach.files.appendix.scoring.phrases import NotApplicable
from caicach.files.appendix.scoring.proportional import propose_formula, propose_proportion
from caicach.files.appendix.scoring.stepped import propose_steps
from caicach.files.appendix.scoring.surveyed import is_survey, propose_survey
from caicach.files.appendix.scoring.text import normalise
from caicach.files.appendix.scoring.told import Proposal, Told, unexplained

NO_TEXT = "appendix-no-scoring-text"
UNCLEAR = "appendix-text-names-no-amounts"
HALF_CLEAR = "appendix-text-half-clear"
UNUSED = "appendix-sentence-not-used"

MAX_CHARACTERS = 4_000

RECOGNISERS: tuple[Callable[[Told], Proposal | None], ...] = (
    propose_survey,
    propose_outside,
    propose_manual,
    propose_formula,
    propose_proportion,
    propose_deduction,
    propose_count,
    propose_year_on_year,
    propose_rank,
    propose_steps,
    propose_zero_tolerance,
    propose_checklist,
    propose_yes_no,
    propose_levels,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a scoring text was read as.

    rule: `judged` where the text does not say enough. doubts: reason and words, for a person.
    not_applicable_to: agencies the text exempts, in its own words.
    """

    rule: Rule
    doubts: tuple[tuple[str, str], ...] = ()
    not_applicable_to: str = ""

    @property
    def is_judged(self) -> bool:
        return bool(self.rule["kind"] == "judged")


def read_scoring(
    text: str, maximum: Decimal | None, *, name: str = "", outside: OutsideKind | None = None
) -> Reading:
    """Return the rule a scoring text states; `judged` with a doubt where it states none.

    maximum: the item's, for amounts such as `điểm tối đa`. outside: set in a bonus or penalty
    block.
    """
    plain = normalise(text[:MAX_CHARACTERS])
    if not plain:
        return _without_text(name, outside)
    told = _tell(plain, maximum, name, outside)
    exempt = exempted(plain)
    proposal = _propose(plain, told)
    if proposal is None:
        return Reading(_by_hand(outside, told), ((_why_unclear(told), one_doubt(plain)),), exempt)
    rule = _with_modifiers(proposal.rule, told)
    doubts = [(reason, one_doubt(plain)) for reason in proposal.doubts]
    doubts += [(UNUSED, remark) for remark in _unused_remarks(told, proposal)]
    return Reading(rule, tuple(doubts), exempt)


def exempted(text: str) -> str:
    """Return the agencies a text says it does not apply to; empty when it names none."""
    clauses = read_clauses(split_pieces(normalise(text)), None)
    named = [
        c.sort.condition for c in clauses if isinstance(c.sort, NotApplicable) and c.sort.agencies
    ]
    return "; ".join(named)


def one_doubt(text: str) -> str:
    """Return the words in question on one line, cut where they are long."""
    line = " ".join(text.split())
    return line if len(line) <= 160 else f"{line[:159]}…"


def _tell(text: str, maximum: Decimal | None, name: str, outside: OutsideKind | None) -> Told:
    clauses = read_clauses(split_pieces(text), None if maximum is None else abs(maximum))
    top = None if maximum is None else abs(maximum)
    return Told(tuple(clauses), top, name, outside, text)


def _propose(text: str, told: Told) -> Proposal | None:
    whole = propose_listed(text, told.maximum)
    if whole is None and not _is_open(told.clauses):
        whole = propose_composed(text, told.maximum, _read_part)
    if whole is not None:
        everything = frozenset(clause.index for clause in told.clauses)
        return Proposal(whole.rule, everything, whole.doubts)
    for recognise in RECOGNISERS:
        proposal = recognise(told)
        if proposal is not None and not unexplained(told, proposal):
            return proposal
    return None


def _is_open(clauses: tuple[Clause, ...]) -> bool:
    return any(isinstance(clause.sort, Remark) and clause.sort.open for clause in clauses)


def _read_part(text: str, maximum: Decimal | None) -> Rule | None:
    """A part without a stated maximum takes the highest amount it names."""
    told = _tell(text, maximum, "", None)
    if maximum is None:
        told = _tell(text, _highest(told), "", None)
    for recognise in RECOGNISERS:
        proposal = recognise(told)
        if proposal is not None and not unexplained(told, proposal):
            return _with_modifiers(proposal.rule, told)
    return None


def _highest(told: Told) -> Decimal | None:
    """Return the cap, the multiplier or the highest award a part names."""
    named = [
        getattr(clause.sort, key)
        for key in ("points", "multiplier")
        for clause in told.clauses
        if isinstance(getattr(clause.sort, key, None), Decimal)
    ]
    return max(named) if named else None


def _with_modifiers(rule: Rule, told: Told) -> Rule:
    """A case without a base that takes the item out of the sum is part of the rule."""
    for _, exception in told.of(NotApplicable):
        if not exception.agencies:
            return {**rule, "empty_denominator": "not_applicable"}
    return rule


def _by_hand(outside: OutsideKind | None, told: Told) -> Rule:
    kind = outside
    if kind == "bonus_penalty":
        kind = "penalty" if "trừ" in told.name.lower() or "phạt" in told.name.lower() else "bonus"
    return {"kind": kind or "judged"}


def _without_text(name: str, outside: OutsideKind | None) -> Reading:
    if is_survey(name) and outside is None:
        return Reading({"kind": "survey"})
    told = Told((), None, name, outside)
    return Reading(_by_hand(outside, told), ((NO_TEXT, name),))


def _why_unclear(told: Told) -> str:
    known = any(not isinstance(clause.sort, Remark | NotApplicable) for clause in told.clauses)
    return HALF_CLEAR if known else UNCLEAR


def _unused_remarks(told: Told, proposal: Proposal) -> list[str]:
    return [
        remark.words
        for index, remark in told.of(Remark)
        if index not in proposal.used and len(remark.words.split()) > 2
    ]
