"""The register of the demonstration: the agencies that the generated dossiers name."""

import hashlib
from pathlib import Path

from caicach.core.agencies import AgencyTree, read_agencies
from caicach.web.agencies.actions import take_over
from caicach.web.agencies.models import Operation
from caicach.web.audit.actor import Actor
from caicach.web.look.day import today


def read_register(province: Path) -> AgencyTree:
    """Return the agencies of a generated province. Raises ValueError for one with faults."""
    path = province / "agencies.yaml"
    tree, issues = read_agencies(path.read_text("utf-8"), str(path))
    if tree is None:
        raise ValueError("; ".join(map(str, issues)))
    return tree


def begin_register(tree: AgencyTree) -> str:
    """Put the province itself in, without which nobody can hold a post; return its code."""
    top = tree.on(today()).roots()[0]
    tops = tuple(each for each in tree.agencies if each.code == top.code)
    _take(Actor.system("caicach demo"), AgencyTree(tops, (), ()), "caicach demo")
    return top.code


def import_register(by: Actor, tree: AgencyTree, province: Path) -> None:
    """Take over all agencies of all days, with whom they answered to and what became of them."""
    content = (province / "agencies.yaml").read_bytes()
    _take(by, tree, f"agencies.yaml (SHA-256 {hashlib.sha256(content).hexdigest()})")


def _take(by: Actor, tree: AgencyTree, source: str) -> None:
    take_over(by=by, parts=tree, kind=Operation.Kind.IMPORT, source=source)
