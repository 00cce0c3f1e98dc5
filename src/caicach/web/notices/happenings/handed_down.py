"""Targets and tasks handed down to agencies, told."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event
from caicach.web.notices.actions.telling import Telling
from caicach.web.notices.happenings.links import plan_address
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.kinds import Kind
from caicach.web.plans.models import Plan


def tell_of_cascade(event: Event, readers: Readers) -> Iterator[tuple[Sequence[Person], Telling]]:
    """Yield who is told what of a cascade: each agency of its own plan."""
    after = event.after or {}
    below = Plan.objects.filter(
        parent_id=int(event.subject_key), agency__code__in=after["agencies"]
    )
    plans = {plan.agency.code: plan for plan in below.select_related("agency").order_by("pk")}
    counts = len(after.get("targets", ())), len(after.get("tasks", ()))
    for code, plan in plans.items():
        yield (
            readers.answering([code]),
            Telling(
                Kind.PLAN_CASCADED,
                f"event:{event.number}:{code}",
                partial(_words, event.subject_name, counts, readers.name(code)),
                plan_address(plan),
                ("plans.plan", str(plan.pk)),
            ),
        )


def _words(above: str, counts: tuple[int, int], agency: str) -> tuple[str, str]:
    targets = ngettext("%(n)d chỉ tiêu", "%(n)d chỉ tiêu", counts[0]) % {"n": counts[0]}
    tasks = ngettext("%(n)d nhiệm vụ", "%(n)d nhiệm vụ", counts[1]) % {"n": counts[1]}
    values = {"agency": agency, "targets": targets, "tasks": tasks, "plan": above}
    title = _("%(agency)s được giao %(targets)s, %(tasks)s") % values
    return title, _("Theo %(plan)s. Xem lại kế hoạch của cơ quan rồi phân công.") % values
