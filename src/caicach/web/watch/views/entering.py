"""Entering a year: handed in as a file or typed, kept once it has no faults."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from caicach.core.indices import IndexSeries
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.guard import allowed
from caicach.web.accounts.roles import Role
from caicach.web.attachments.keeping import AttachmentRefusedError
from caicach.web.drafts.actions import drop_draft
from caicach.web.drafts.known import draft_key
from caicach.web.drafts.queries import draft_of
from caicach.web.look.day import read_day, today
from caicach.web.look.faults import said_of
from caicach.web.register.models import Agency
from caicach.web.watch import actions
from caicach.web.watch.drafts import FORM
from caicach.web.watch.entering.grid import grid_of
from caicach.web.watch.entering.looked import looked_at
from caicach.web.watch.entering.proposal import Proposal
from caicach.web.watch.forms import FIRST_YEAR, SourceForm, YearForm
from caicach.web.watch.queries import watched


@allowed("watch.enter")
def new_year(request: SignedInRequest) -> HttpResponse:
    """Take a year in as a file to be looked at, or lead to typing it."""
    by_hand = request.POST.get("step") == "hand"
    if request.method != "POST":
        form = YearForm(initial=_initial(request))
        return render(request, "watch/new_year.html", {"form": form})
    form = YearForm(request.POST, request.FILES, by_hand=by_hand)
    if not form.is_valid():
        return render(request, "watch/new_year.html", {"form": form}, status=422)
    given = form.cleaned_data
    if by_hand:
        address = reverse("watch:by-hand", args=[given["series"], given["day"] or given["year"]])
        return redirect(f"{address}?{_kept_query(given)}")
    upload = given.pop("file")
    proposal = Proposal(agency=_agency(request), upload=upload, **given)
    return _proposed(request, proposal, "watch/new_year.html", {"form": form})


def _initial(request: SignedInRequest) -> dict[str, Any]:
    known = request.GET.get("series", "")
    return {"series": known if watched(known) else "", "year": today().year - 1}


def _kept_query(given: dict[str, Any]) -> str:
    return urlencode({"source": given["source"], "link": given["link"] or ""})


@allowed("watch.enter")
def by_hand(request: SignedInRequest, series: str, when: str) -> HttpResponse:
    """Take a year in as it is typed, a line for each province; what is typed is kept."""
    known, year, day = _time(series, when)
    key = draft_key(FORM, f"{series}.{when}")
    offer = draft_of(request.user, key)
    uses_draft = offer is not None and request.GET.get("draft") == "1"
    grid = grid_of(
        known, year, _typed_before(request, offer.content if uses_draft and offer else {})
    )
    context = {"grid": grid, "series": known, "year": year, "day": day, "draft_key": key}
    if request.method != "POST":
        begun = request.GET if not uses_draft or offer is None else _flat(offer.content)
        initial = {"source": begun.get("source", ""), "link": begun.get("link", "")}
        context |= {"form": SourceForm(initial=initial), "draft": None if uses_draft else offer}
        return render(request, "watch/by_hand.html", context)
    form = SourceForm(request.POST)
    context["form"] = form
    if not form.is_valid():
        return render(request, "watch/by_hand.html", context, status=422)
    proposal = Proposal(_agency(request), series, year, day, **form.cleaned_data, typed=grid.lines)
    answer = _proposed(request, proposal, "watch/by_hand.html", context)
    if answer.status_code == 302:
        drop_draft(request.user, key=key)
    return answer


def _typed_before(request: SignedInRequest, drafted: dict[str, Any]) -> dict[str, str]:
    return request.POST.dict() if request.method == "POST" else _flat(drafted)


def _flat(content: dict[str, Any]) -> dict[str, str]:
    """A draft keeps a list for each field."""
    return {name: (values or [""])[-1] for name, values in content.items()}


def _time(series: str, when: str) -> tuple[IndexSeries, int, date | None]:
    """Return index, year and day of an address. Raises Http404."""
    known = watched(series)
    day = read_day(when) if "-" in when else None
    year = day.year if day else int(when) if when.isdigit() and len(when) == 4 else 0
    if known is None or known.daily != (day is not None) or not FIRST_YEAR <= year <= today().year:
        raise Http404
    return known, year, day


def _agency(request: SignedInRequest) -> Agency:
    """Return the agency whose standing body hands the year in."""
    held = (Role.STANDING_BODY,)
    posts = [post for post in standing_now(request.user).posts if post.role in held]
    if not posts:
        raise Http404
    return posts[0].agency


def _proposed(
    request: SignedInRequest, proposal: Proposal, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Keep a sound year and lead to it; show a faulty one with everything about it."""
    try:
        entry = actions.propose_year(by=request.actor, proposal=proposal, now=timezone.now())
    except actions.YearRefusedError as refused:
        return render(request, template, {**context, **looked_at(refused.read)}, status=422)
    except AttachmentRefusedError as refused:
        faults = [("", said_of(each)) for each in refused.issues]
        return render(request, template, {**context, "faults": faults}, status=422)
    return redirect("watch:entry", entry.pk)
