"""The board of one agency."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from caicach.core.agencies import canonical_code
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.guard import allowed
from caicach.web.boards.agency import agency_board
from caicach.web.boards.rights import readable
from caicach.web.boards.standings import STATES, got_worse, listed_at
from caicach.web.boards.state_words import STATE_WORDS
from caicach.web.look.day import as_of, today
from caicach.web.look.listing import Listing
from caicach.web.look.templatetags.look import lang
from caicach.web.monitoring.listing import COLUMNS
from caicach.web.monitoring.models import StandingRow
from caicach.web.monitoring.presenting import Shown
from caicach.web.register.queries import tree_on

FEW = 20
"""Units below that are shown at first: those that need most care."""


class TargetListing(Listing[StandingRow]):
    """The targets of an agency, in the words of the page."""

    @property
    def shown(self) -> Iterator[Shown]:
        """Yield the rows of the page."""
        return (Shown.of(row, lang(), _plan_and_above(row)) for row in self.page)


def _plan_and_above(row: StandingRow) -> str:
    """Return the plan a target stands in, with the way to the target above that it serves."""
    plan, above = row.target.plan.title, row.target.parent
    if above is None:
        return plan
    if getattr(row, "above_here", False):
        address = reverse("monitoring:target", args=[above.pk, row.agency.code])
    else:
        address = reverse("plans:target", args=[above.pk])
    return format_html('{} · <a href="{}">{}</a>', plan, address, _("chỉ tiêu cấp trên"))


@allowed("boards.view")
def agency(request: SignedInRequest, code: str) -> HttpResponse:
    """Show targets, tasks, what got worse, what answers to it, and who is in charge."""
    standing, day = standing_now(request.user), as_of(request)
    tree = standing.tree if day == today() else tree_on(day)
    codes, code = readable(standing), canonical_code(code)
    if code not in codes or code not in tree:
        raise Http404
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    rows = listed_at(code)
    if state:
        rows = rows.filter(state=state)
    listing = TargetListing(request, rows, COLUMNS, name=f"chi-tieu-{code}")
    if listing.wants_file:
        return listing.file()
    board = agency_board(code, tree, codes, today())
    words = {
        "board": board,
        "below": board.children if request.GET.get("below") == "all" else board.children[:FEW],
        "listing": listing,
        "state": state,
        "counted": [(each, STATE_WORDS[each], board.line.states[each]) for each in STATES],
        "worse": [(each, "") for each in got_worse([code], timezone.now())],
        "day": day,
    }
    return render(request, "boards/agency.html", words)
