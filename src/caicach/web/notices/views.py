"""Pages of notices, preferences, the calendar address, and trouble in the background."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST, require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed, open_to_all, signed_in
from caicach.web.look.day import today
from caicach.web.look.listing import Column, Listing
from caicach.web.notices.actions.choosing import choose
from caicach.web.notices.actions.feeds import make_feed as make
from caicach.web.notices.actions.feeds import revoke_feed as revoke
from caicach.web.notices.actions.reading import mark_read
from caicach.web.notices.actions.sending_again import send_again as send_once_more
from caicach.web.notices.calendar_feed import calendar_of
from caicach.web.notices.forms import NoticeFilter, PreferencesForm
from caicach.web.notices.models import Mail, Notice
from caicach.web.notices.queries import (
    failed_jobs,
    feed_of,
    notices_of,
    own_preferences,
    reader_of,
    unread_count,
    unsent_mails,
)
from caicach.web.notices.throttle import Throttle

COLUMNS: tuple[Column[Notice], ...] = (
    Column("at", gettext_lazy("Lúc"), lambda row: row.at, ("at",)),
    Column("title", gettext_lazy("Thông báo"), lambda row: row.title, ("title",)),
    Column("kind", gettext_lazy("Loại"), lambda row: row.get_kind_display(), ("kind",)),
    Column("due", gettext_lazy("Hạn"), lambda row: row.due, ("due",)),
    Column("body", gettext_lazy("Nội dung"), lambda row: row.body),
    Column("read_at", gettext_lazy("Đọc lúc"), lambda row: row.read_at),
)
MAIL_COLUMNS: tuple[Column[Mail], ...] = (
    Column("made_at", gettext_lazy("Lúc"), lambda row: row.made_at, ("made_at",)),
    Column("person", gettext_lazy("Người nhận"), lambda row: row.person.full_name),
    Column("email", gettext_lazy("Địa chỉ"), lambda row: row.person.email),
    Column("subject", gettext_lazy("Tiêu đề"), lambda row: row.subject),
    Column("state", gettext_lazy("Tình trạng"), lambda row: row.get_state_display()),
    Column("refused", gettext_lazy("Máy chủ trả lời"), lambda row: row.refused),
)
TOKEN = "calendar-token"  # noqa: S105 -- the name under which the session holds it until shown


@signed_in
def show_list(request: SignedInRequest) -> HttpResponse:
    """Show what the person was told."""
    form = NoticeFilter(request.GET)
    rows = form.chosen(notices_of(request.user))
    listing = Listing(request, rows, COLUMNS, name="thong-bao", form=form)
    if listing.wants_file:
        return listing.file()
    words = {"listing": listing, "form": form, "unread": unread_count(request.user)}
    return render(request, "notices/list.html", words)


@signed_in
def open_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it is dealt with."""
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    mark_read(request.user, now=timezone.now(), pk=pk)
    return redirect(_inside(request, notice.address) or reverse("notices:list"))


@signed_in
@require_POST
def mark_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a notice as read."""
    get_object_or_404(notices_of(request.user), pk=pk)
    mark_read(request.user, now=timezone.now(), pk=pk)
    return redirect(_inside(request, request.POST.get("next", "")) or "notices:list")


@signed_in
@require_POST
def mark_all(request: SignedInRequest) -> HttpResponse:
    """Mark all notices as read."""
    count = mark_read(request.user, now=timezone.now())
    messages.success(request, _("Đã đánh dấu đọc %(n)d thông báo.") % {"n": count})
    return redirect("notices:list")


@signed_in
def edit_preferences(request: SignedInRequest) -> HttpResponse:
    """Show and keep how the person wants to be told."""
    form = PreferencesForm(request.POST or None, instance=own_preferences(request.user))
    if request.method == "POST" and form.is_valid():
        person = request.user
        choose(request.actor, person=person, chosen=form.chosen, channels=form.channels)
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("notices:preferences")
    return render(request, "notices/preferences.html", {"form": form})


@signed_in
def show_calendar(request: SignedInRequest) -> HttpResponse:
    """Show whether there is a calendar address; a new one is shown this once."""
    token = request.session.pop(TOKEN, "")
    address = f"{reverse('notices:feed')}?key={token}" if token else ""
    words = {
        "feed": feed_of(request.user),
        "address": request.build_absolute_uri(address) if address else "",
    }
    return render(request, "notices/calendar.html", words)


@signed_in
@require_POST
def make_feed(request: SignedInRequest) -> HttpResponse:
    """Make a new address in place of the one before."""
    request.session[TOKEN] = make(request.actor, person=request.user, now=timezone.now())
    return redirect("notices:calendar")


@signed_in
@require_POST
def revoke_feed(request: SignedInRequest) -> HttpResponse:
    """Let the address end to work."""
    if revoke(request.actor, person=request.user):
        messages.success(request, _("Đã thu hồi địa chỉ lịch. Lịch đã đăng ký sẽ ngừng cập nhật."))
    return redirect("notices:calendar")


@open_to_all
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Answer a calendar program that knows a token; the log keeps no query, so no token.

    An unknown one is answered as no page, and after some of them not at all for a while.
    """
    throttle = Throttle(request, timezone.now())
    person = None if throttle.is_shut else reader_of(request.GET.get("key", ""), timezone.now())
    if person is None and not throttle.is_shut:
        throttle.count_wrong()
        return HttpResponse(status=404)
    if person is None or not throttle.allows(person):
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    with override(person.language):
        content = calendar_of(person, timezone.now(), today())
    headers = {
        "Cache-Control": "private, max-age=900",
        "Content-Disposition": 'inline; filename="caicach.ics"',
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@allowed("notices.see_trouble")
def show_trouble(request: SignedInRequest) -> HttpResponse:
    """Show mails that did not go out and jobs that were given up."""
    listing = Listing(request, unsent_mails(), MAIL_COLUMNS, name="thu-chua-gui")
    if listing.wants_file:
        return listing.file()
    words = {"listing": listing, "jobs": failed_jobs().order_by("-finished_at")[:50]}
    return render(request, "notices/trouble.html", words)


@allowed("notices.see_trouble")
@require_POST
def send_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a mail that was given up be sent once more."""
    mail = get_object_or_404(unsent_mails(), pk=pk)
    if send_once_more(request.actor, mail=mail, now=timezone.now()):
        messages.success(request, _("Thư sẽ được gửi lại trong vài phút."))
    return redirect("notices:trouble")


def _inside(request: HttpRequest, address: str) -> str:
    """Return the address where it leads to this installation, else nothing."""
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(address, hosts, request.is_secure())
    return address if address and is_ours else ""
