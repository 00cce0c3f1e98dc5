"""Under which agency each recorded code is shown, and which codes a subtree takes in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from caicach.core.agencies import Agency, AgencyTree, DayTree
from caicach.core.documents import Label


@dataclass(frozen=True, slots=True)
class ShownAgency:
    """The agency a recorded code is counted under. label: None where nobody names it."""

    code: str
    label: Label | None


def shown_agencies(
    recorded: Mapping[str, str], tree: AgencyTree | None, day: date, map_day: date | None
) -> dict[str, ShownAgency]:
    """Return, for each recorded code, where it is shown.

    recorded: printed name by code. tree: the store's register, None where it has none. map_day:
    shows each code under what became of it, or what it came from, on that day; a code that went
    to several agencies, or to none, stays as recorded. Else codes stay and `day` only names them.
    """
    if tree is None:
        return {code: ShownAgency(code, _label(None, name)) for code, name in recorded.items()}
    on, known = tree.on(map_day or day), {each.code: each for each in tree.agencies}
    found: dict[str, ShownAgency] = {}
    for code, printed in recorded.items():
        shown = code if map_day is None else _on_map(code, tree, on)
        agency = on.agencies.get(shown) or known.get(shown)
        found[code] = ShownAgency(shown, _label(agency, printed))
    return found


def subtree_test(agency: str, tree: AgencyTree | None, day: date) -> Callable[[str], bool]:
    """Return what says whether a shown code is `agency` or below it.

    A code that is no agency on `day` is looked up on the last day it was one. Without a
    register, codes below are those that the code begins: H21 and H21.217.
    """
    if tree is None:
        return lambda code: code == agency or code.startswith(f"{agency}.")
    trees: dict[date, DayTree] = {}

    def is_below(code: str) -> bool:
        if code == agency:
            return True
        last = _last_day(tree, code, day)
        if last is None:
            return False
        on = trees.setdefault(last, tree.on(last))
        return any(each.code == agency for each in on.ancestors(code))

    return is_below


def _on_map(code: str, tree: AgencyTree, on: DayTree) -> str:
    if code in on.agencies:
        return code
    last = _last_day(tree, code, on.day)
    if last is not None:
        targets = tree.successors(code, last, on.day)
    else:
        first = min((run[0] for run in tree.lineage.lives.runs(code)), default=None)
        targets = {} if first is None else tree.predecessors(code, on.day, first)
    return next(iter(targets)) if len(targets) == 1 else code


def _last_day(tree: AgencyTree, code: str, day: date) -> date | None:
    """The last day up to `day` on which the code was borne."""
    runs = tree.lineage.lives.runs(code)
    return max((min(last, day) for first, last in runs if first <= day), default=None)


def _label(agency: Agency | None, printed: str) -> Label | None:
    if agency is not None:
        return agency.name
    return Label(vi=printed) if printed else None
