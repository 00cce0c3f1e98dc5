"""A province ready to be loaded: its map, and its departments by the sample."""

from caicach.core.agencies.agency import Agency, ParentLink
from caicach.core.agencies.national.days import REFORM_ON
from caicach.core.agencies.national.departments import department_template
from caicach.core.agencies.national.selection import code_today
from caicach.core.agencies.national.tree import COMMUNE_KINDS, national_tree
from caicach.core.agencies.register import AgencyRegister

COMMUNES = "communes"
"""The block of the sample that communes of today belong to."""


def province_register(province: str, *, with_departments: bool = True) -> AgencyRegister:
    """Return one province of today: what went into it, its communes in their block, departments.

    province: its code, of the statistics office (52) or electronic (H21). Departments answer to
    the province and bear the codes of the sample (SNV), which an office replaces by its own.
    Raises UnknownAgencyError for a code that no province bears since 1 July 2025.
    """
    code = code_today(province)
    tree = national_tree(code)
    top = tree.on(REFORM_ON).agency(code)
    template = department_template()
    own = _departments(top) if with_departments else ()
    return AgencyRegister(
        label=top.name,
        source=f"{top.source}; {template.source}" if own else top.source,
        agencies=(*map(_placed, tree.agencies), *own),
        links=(*tree.links, *(_link(each, code) for each in own)),
        lineage=tree.events,
    )


def _departments(top: Agency) -> tuple[Agency, ...]:
    template = department_template()
    level = "thành phố" if top.name.vi.startswith("Thành phố") else "tỉnh"
    usual = (each for each in template.agencies if each.usual)
    return tuple(each.agency(level, template.valid_from, template.source) for each in usual)


def _link(department: Agency, province: str) -> ParentLink:
    return ParentLink(child=department.code, parent=province, valid_from=department.valid_from)


def _placed(each: Agency) -> Agency:
    """Communes of today are ranked in one block; former units keep none."""
    is_ranked = each.kind in COMMUNE_KINDS.values() and each.valid_to is None
    return each.model_copy(update={"block": COMMUNES}) if is_ranked else each
