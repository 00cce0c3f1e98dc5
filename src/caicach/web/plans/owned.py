"""What an operation on agencies touches among plans: plans, targets, tasks still to be done."""

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.web.agencies.touched import Touched, tell_touched
from caicach.web.plans.models import Assignment, Plan, Target, Turn

STILL_TO_DO = (Turn.State.OPEN, Turn.State.RETURNED, Turn.State.SUBMITTED)


def plans_touched(codes: Collection[str], on: date) -> list[Touched]:
    """Return what the agencies' plans still hold on that day or later."""
    running = Plan.objects.exclude(state=Plan.State.CLOSED).filter(last_year__gte=on.year)
    plans = running.filter(agency__code__in=codes)
    led = Target.objects.filter(plan__in=running, lead_agency__code__in=codes)
    assigned = Assignment.objects.filter(target__plan__in=running, agency__code__in=codes)
    turns = Turn.objects.filter(
        task__plan__in=running, task__owner__code__in=codes, state__in=STILL_TO_DO
    )
    address = reverse("plans:list")
    return [
        Touched(_("kế hoạch chưa khép lại"), plans.count(), address),
        Touched(_("chỉ tiêu do cơ quan chủ trì"), led.count(), address),
        Touched(_("chỉ tiêu được đo tại cơ quan"), assigned.count(), address),
        Touched(_("lượt nhiệm vụ còn phải làm"), turns.count(), address),
    ]


tell_touched("plans", plans_touched)
