"""The controls of a line, and the groups lines stand in."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import DayTree
from caicach.core.rounds import SumDifference
from caicach.web.appraisal.forms.verdicts import offers_of, takes_points
from caicach.web.appraisal.queries.line import Line

register = template.Library()
GROUPS = {
    "disagree": _("Khác số hệ thống"),
    "missing": _("Thiếu số liệu"),
    "absent": _("Cơ quan nêu không áp dụng"),
    "no_evidence": _("Thiếu kiểm chứng"),
    "matching": _("Không có gì khác"),
}


@register.inclusion_tag("appraisal/control.html")
def verdict_control(line: Line) -> dict[str, Any]:
    """Draw what may be chosen on a line, with what was sent and what is wrong with it."""
    return {"line": line, "offers": offers_of(line), "takes_points": takes_points(line)}


@register.filter
def group_words(line: Line) -> str:
    """Return the heading a line stands under."""
    return str(GROUPS[line.group])


@register.simple_tag
def at_stage(scores: Any, stage: str) -> Any:
    """Return what stands at a stage."""
    return scores.get(stage)


@register.filter
def agency_name(code: str, tree: DayTree) -> str:
    """Return what an agency is called today, its code where it is no longer there."""
    return tree.agency(code).name.vi if code in tree else code


@register.simple_tag
def agreed_share(row: SumDifference) -> str:
    """Write the percent of cards on which an item kept its points; 100 only where all did."""
    return f"{row.agreed * 100 // row.compared} %" if row.compared else "–"
