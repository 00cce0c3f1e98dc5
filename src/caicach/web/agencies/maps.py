"""The national map that ships, loaded for one province or all, with departments by the sample."""

from caicach.core.agencies import (
    AgencyTree,
    department_template,
    province_register,
    provinces_on,
)
from caicach.core.agencies.national.days import REFORM_ON
from caicach.web.agencies.actions import take_over
from caicach.web.agencies.models import Operation
from caicach.web.audit.actor import Actor
from caicach.web.look.folding import fold

WORDS_BEFORE = ("tinh ", "thanh pho ", "tp. ", "tp ")


def province_named(text: str) -> str | None:
    """Return the code of the province of today that `text` names, by code or name; else None."""
    wanted = _bare(text)
    for each in provinces_on(REFORM_ON):
        if text.strip() in (each.code, each.electronic_code) or wanted == _bare(each.name.vi):
            return each.code
    return None


def load_map(*, by: Actor, province: str | None, departments: bool) -> Operation | None:
    """Load one province of today with all that went into it, or the nation; only what is new.

    departments: by the sample, each under its province's code: 82.SNV. Returns None where the
    register already says all of it. Raises as `take_over` does.
    """
    parts = map_parts(province, departments=departments)
    names = {each.code: each.name.vi for each in provinces_on(REFORM_ON)}
    source = names[province] if province else "Việt Nam"
    return take_over(by=by, parts=parts, kind=Operation.Kind.MAP, source=source)


def map_parts(province: str | None, *, departments: bool) -> AgencyTree:
    """Return the part of the map that is to be loaded, communes of today in their block."""
    wanted = [province] if province else [each.code for each in provinces_on(REFORM_ON)]
    trees = [_own_codes(each, departments=departments) for each in wanted]
    agencies = {(each.code, each.valid_from): each for tree in trees for each in tree.agencies}
    links = {(each.child, each.valid_from): each for tree in trees for each in tree.links}
    events = {(e.from_code, e.to_code, e.on): e for tree in trees for e in tree.events}
    return AgencyTree(tuple(agencies.values()), tuple(links.values()), tuple(events.values()))


def _own_codes(province: str, *, departments: bool) -> AgencyTree:
    """Two provinces have the same departments, so each department's code begins with its own."""
    register = province_register(province, with_departments=departments)
    usual = {each.code for each in department_template().agencies}
    codes = {code: f"{province}.{code}" for code in usual}
    return AgencyTree(
        tuple(
            each.model_copy(update={"code": codes.get(each.code, each.code)})
            for each in register.agencies
        ),
        tuple(
            each.model_copy(update={"child": codes.get(each.child, each.child)})
            for each in register.links
        ),
        register.lineage,
    )


def _bare(name: str) -> str:
    """Return a province's name without accents and without the word for its kind."""
    folded = fold(name)
    return next(
        (folded.removeprefix(each) for each in WORDS_BEFORE if folded.startswith(each)), folded
    )
