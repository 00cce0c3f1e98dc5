"""Reported figures as things to do: owed, returned, waiting to be approved."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.core.agencies import DayTree
from caicach.web.accounts.models import Post
from caicach.web.accounts.roles import Role
from caicach.web.boards.work.item import Item, Urgency, Waiting, state_words, urgency_of
from caicach.web.notices.figures_due import OwedFigure
from caicach.web.notices.happenings.figures import period_words
from caicach.web.plans.models import FigureReport, Plan
from caicach.web.register.queries import valid_on

State = FigureReport.State
MOST = 1_000


def open_reports(codes: Collection[str]) -> list[FigureReport]:
    """Return the figures of these agencies that wait or were returned and not sent anew."""
    newer = FigureReport.objects.filter(
        target=OuterRef("target"),
        agency=OuterRef("agency"),
        period=OuterRef("period"),
        state__in=[State.SENT, State.APPROVED],
    )
    rows = _in_force().filter(agency__code__in=list(codes))
    rows = rows.filter(Q(state=State.SENT) | (Q(state=State.RETURNED) & ~Exists(newer)))
    return list(rows.order_by("at", "pk")[:MOST])


def reports_without_head(codes: Collection[str] | None, today: date, most: int) -> list[Any]:
    """Return the figures that wait at agencies without a head: the standing body approves.

    Each has `total`, how many there are beyond `most`, counted in the same query.
    """
    heads = Post.objects.filter(
        valid_on(today),
        agency=OuterRef("agency"),
        role=Role.AGENCY_HEAD,
        person__is_active=True,
    )
    rows = _in_force().filter(~Exists(heads), state=State.SENT)
    if codes is not None:
        rows = rows.filter(agency__code__in=codes)
    return list(rows.annotate(total=Window(Count("pk"))).order_by("at", "pk")[:most])


def returned_item(report: FigureReport) -> Item:
    """Return a figure that was returned."""
    return Item(
        urgency=Urgency.RETURNED,
        title=_title(report),
        context=report.target.plan.title,
        due_on=None,
        state=_("Bị trả lại"),
        why=_("Lý do trả lại: %(reason)s") % {"reason": report.reason},
        action=_("Sửa số liệu"),
        address=reverse("plans:figure-report", args=[report.target_id, report.agency.code]),
    )


def approval_item(report: FigureReport, tree: DayTree) -> Item:
    """Return a figure that waits to be approved."""
    code = report.agency.code
    values = {
        "agency": tree.agency(code).name.vi if code in tree else code,
        "who": report.person.full_name if report.person else "",
        "day": timezone.localtime(report.at).strftime("%d/%m/%Y"),
    }
    return Item(
        urgency=Urgency.WAITING_FOR_ME,
        title=_title(report),
        context=values["agency"],
        due_on=None,
        state=_("Chờ duyệt"),
        why=_("%(who)s gửi ngày %(day)s. Số liệu chỉ được tính sau khi duyệt.") % values,
        action=_("Duyệt"),
        address=reverse("plans:report", args=[report.pk]),
    )


def waiting_report(report: FigureReport) -> Waiting:
    """Return a figure that somebody else is to approve."""
    since = timezone.localtime(report.at).date()
    address = reverse("plans:report", args=[report.pk])
    return Waiting(_title(report), _("người đứng đầu duyệt"), since, address)


def owed_item(owed: OwedFigure, today: date) -> Item:
    """Return a figure that was not sent."""
    target, falling = owed.assignment.target, owed.falling
    return Item(
        urgency=urgency_of(falling.due_on, today),
        title=_("Báo cáo số liệu %(period)s: %(target)s")
        % {"period": period_words(str(falling.period)), "target": target},
        context=target.plan.title,
        due_on=falling.due_on,
        state=state_words(falling.due_on, today),
        why=_("Không sổ nào có số này; nhập số và đính kèm tài liệu."),
        action=_("Nhập số"),
        address=reverse("plans:figure-report", args=[target.pk, owed.assignment.agency.code]),
    )


def _in_force() -> QuerySet[FigureReport]:
    rows = FigureReport.objects.filter(target__plan__state=Plan.State.IN_FORCE)
    return rows.select_related("target__plan", "agency", "person")


def _title(report: FigureReport) -> str:
    values = {"period": period_words(report.period), "target": report.target}
    return _("Số liệu %(period)s: %(target)s") % values
