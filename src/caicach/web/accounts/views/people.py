"""The list of people, one person's page, and what is done with a person."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.actions.adding import add_person
from caicach.web.accounts.actions.faults import PeopleFaultsError
from caicach.web.accounts.actions.invitations import invite_person, send_invitation
from caicach.web.accounts.actions.people import (
    change_person,
    deactivate_person,
    reactivate_person,
    remove_second_factors,
)
from caicach.web.accounts.forms import NewPersonForm, PeopleFilter, PersonForm, ReasonForm
from caicach.web.accounts.guard import allowed
from caicach.web.accounts.models import Person
from caicach.web.accounts.queries import (
    agency_choices,
    filtered,
    people_within,
    posts_through_time,
    with_history,
    with_posts,
)
from caicach.web.accounts.views.people_columns import people_columns
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.look.day import today
from caicach.web.look.faults import said_of
from caicach.web.look.listing import Listing

MANAGE = "accounts.manage"
DAY = 86_400


@allowed(MANAGE)
def people(request: SignedInRequest) -> HttpResponse:
    """List the people within reach."""
    standing = standing_now(request.user)
    choices = agency_choices(standing, _("Mọi cơ quan"))
    form = PeopleFilter(request.GET, agencies=choices)
    asked = form.cleaned_data if form.is_valid() else {}
    within = people_within(standing)
    rows = with_posts(filtered(within, asked, standing.tree, today()), today())
    columns = people_columns(standing.tree)
    listing = Listing(request, rows, columns, name="nguoi-dung", form=form)
    if listing.wants_file:
        return listing.file()
    context = {"listing": listing, "form": form, "tree": standing.tree}
    return render(request, "accounts/people.html", context)


@allowed("accounts.view_person")
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a person with posts through time."""
    shown = _person(request, pk)
    posts = posts_through_time(shown, today())
    factors = Authenticator.objects.filter(user_id=shown.pk).values_list("type", flat=True)
    context = {
        "person": shown,
        "posts": [(each, request.actor.may(MANAGE, each.post)) for each in posts],
        "factors": set(factors),
        "may_manage": request.actor.may(MANAGE, shown),
        "link": request.session.pop(f"invitation-{pk}", ""),
        "link_days": settings.PASSWORD_RESET_TIMEOUT // DAY,
    }
    return render(request, "accounts/person.html", context)


@allowed(MANAGE)
def add(request: SignedInRequest) -> HttpResponse:
    """Add a person with a first post, and invite."""
    choices = agency_choices(standing_now(request.user))
    form = NewPersonForm(request.POST or None, agencies=choices, today=today())
    if form.is_valid():
        try:
            new = add_person(request.actor, form.person, form.plan)
        except PeopleFaultsError as error:
            form.refuse(error.issues)
        else:
            _invite(request, new)
            return redirect("accounts:person", new.pk)
    return _form(request, form, _("Thêm người dùng"))


@allowed(MANAGE)
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change name, address and language."""
    shown = _managed(request, pk)
    form = PersonForm(request.POST or None, instance=shown)
    clashes = form.reconcile() if form.is_bound else []
    if clashes:
        return _conflict(request, form, clashes)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("full_name", "email", "language")}
        try:
            change_person(request.actor, shown, seen=form.seen_version, **values)
        except PeopleFaultsError as error:
            form.refuse(error.issues)
        except ChangedMeanwhileError:
            return redirect("accounts:edit", pk)
        else:
            return redirect("accounts:person", pk)
    return _form(request, form, _("Sửa thông tin"), shown)


@allowed(MANAGE)
@require_POST
def invite(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send, or show, the link by which a person sets a password."""
    try:
        _invite(request, _managed(request, pk))
    except PeopleFaultsError as error:
        _tell(request, error)
    return redirect("accounts:person", pk)


@allowed(MANAGE)
def deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a person no longer in."""
    shown, form = _managed(request, pk), ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            deactivate_person(request.actor, shown, reason=form.cleaned_data["reason"])
        except PeopleFaultsError as error:
            form.refuse(error.issues)
        else:
            return redirect("accounts:person", pk)
    lead = _(
        "Người này sẽ không đăng nhập được nữa, các phiên đang mở kết thúc ngay. "
        "Vị trí và lịch sử được giữ nguyên."
    )
    return _form(request, form, _("Ngừng tài khoản"), shown, lead)


@allowed(MANAGE)
@require_POST
def reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a person in again."""
    reactivate_person(request.actor, _managed(request, pk))
    return redirect("accounts:person", pk)


@allowed(MANAGE)
def reset_factors(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away second factors that a person lost."""
    shown, form = _managed(request, pk), ReasonForm(request.POST or None)
    if form.is_valid():
        remove_second_factors(request.actor, shown, reason=form.cleaned_data["reason"])
        return redirect("accounts:person", pk)
    lead = _(
        "Dùng khi người này mất điện thoại hoặc khóa bảo mật. Hãy xác minh đúng người trước khi gỡ."
    )
    return _form(request, form, _("Gỡ xác thực hai lớp"), shown, lead)


def _person(request: SignedInRequest, pk: int) -> Person:
    return get_object_or_404(with_history(people_within(standing_now(request.user))), pk=pk)


def _managed(request: SignedInRequest, pk: int) -> Person:
    shown = _person(request, pk)
    request.actor.require(MANAGE, shown)
    return shown


def _invite(request: SignedInRequest, shown: Person) -> None:
    link = invite_person(request.actor, shown, site=f"{request.scheme}://{request.get_host()}")
    if send_invitation(shown, link):
        messages.success(request, _("Đã gửi lời mời đến %(email)s.") % {"email": shown.email})
    else:
        request.session[f"invitation-{shown.pk}"] = link


def _tell(request: SignedInRequest, error: PeopleFaultsError) -> None:
    for each in error.issues:
        messages.error(request, said_of(each))


def _conflict(request: SignedInRequest, form: PersonForm, clashes: list[Any]) -> HttpResponse:
    sent = [
        (k, v) for k, values in request.POST.lists() for v in values if k != "csrfmiddlewaretoken"
    ]
    return render(request, "look/conflict.html", {"clashes": clashes, "sent": sent}, status=409)


def _form(
    request: SignedInRequest, form: Any, title: str, shown: Person | None = None, lead: str = ""
) -> HttpResponse:
    context = {"form": form, "heading": title, "person": shown, "lead": lead}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)
