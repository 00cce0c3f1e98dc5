"""The page of what became of a plan's targets one level down."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.plans.jobs import unfinished_handing
from caicach.web.plans.queries.coverage import Covered, covered_targets, levels_below
from caicach.web.plans.views.plan import head_of, plan_in_sight

MANY = 10
"""More rows than these are folded: their number says enough at first sight."""


@allowed("plans.view")
@require_safe
def plan_coverage(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which targets nobody below serves, who asks for less, how far each level is."""
    plan = plan_in_sight(request, pk)
    head = head_of(request, plan, "coverage")
    covered = covered_targets(plan, request.user)
    context = head | {
        "covered": covered,
        "groups": _grouped(covered),
        "levels": levels_below(plan, request.user, head["tree"]),
        "handing": unfinished_handing(plan),
        "many": MANY,
    }
    return render(request, "plans/coverage.html", context)


def _grouped(covered: list[Covered]) -> list[tuple[str, str, str, list[Covered]]]:
    """Return the targets in three groups, the worst first: its key, its chip, its name."""
    weaker = [each for each in covered if each.weaker]
    unserved = [each for each in covered if not each.served_by]
    served = [each for each in covered if each.served_by and not each.weaker]
    return [
        ("unserved", "missed", _("Chưa ai thực hiện"), unserved),
        ("weaker", "risk", _("Có nơi đặt mức thấp hơn"), weaker),
        ("served", "met", _("Đã có nơi thực hiện"), served),
    ]
