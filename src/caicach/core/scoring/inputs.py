"""What a round hands to the scorer: for each agency, its block and what it gave per item."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from caicach.core.criteria import Edition
from caicach.core.issues import Issue, issue
from caicach.core.rules import Given


@dataclass(slots=True)
class AgencyInput:
    """One agency: code, name, block, and what it handed in by item code.

    block: None in an edition without blocks. items: items it handed nothing in for are absent.
    """

    code: str
    name: str = ""
    block: str | None = None
    items: dict[str, Given] = field(default_factory=dict)
    row: int = 0


def no_place(agency: str, code: str, _given: Given) -> str:
    """Return a place for figures that came from no file."""
    return f"{agency} / {code}"


@dataclass(slots=True)
class Inputs:
    """All agencies of a round, in the order handed in.

    place: names the cell or line that an agency's item came from.
    """

    agencies: dict[str, AgencyInput] = field(default_factory=dict)
    place: Callable[[str, str, Given], str] = no_place


def check_inputs(edition: Edition, inputs: Inputs) -> Iterator[Issue]:
    """Yield a fault for each unknown block and each code the edition lacks."""
    blocks = [block.id for block in edition.blocks]
    codes = {node.code for _, node, _ in edition.walk()}
    for agency in inputs.agencies.values():
        if blocks and agency.block not in blocks:
            code = "agency-block-unknown" if agency.block else "agency-block-missing"
            yield issue(
                code,
                inputs.place(agency.code, "", Given(row=agency.row)),
                agency=agency.code,
                value=agency.block or "",
                known=", ".join(blocks),
            )
        for item, given in agency.items.items():
            if item not in codes:
                where = inputs.place(agency.code, item, given)
                named = {"criterion": item, "agency": agency.code, "edition": edition.edition}
                yield _unknown(item, sorted(codes), where, named)


def _unknown(item: str, codes: list[str], where: str, named: dict[str, str]) -> Issue:
    """Only codes that are really near are offered as what may be meant."""
    near = get_close_matches(item, codes, n=3)
    if near:
        return issue("code-unknown", where, **named, known=", ".join(near))
    return issue("code-unknown-far", where, **named, known=", ".join(codes[:8]))
