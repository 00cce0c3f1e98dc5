"""Who takes part: chosen before the round opens, ended and joined while it runs."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.look.day import today
from caicach.web.look.folding import fold
from caicach.web.look.listing import Column, Listing
from caicach.web.register.models import Agency, Entry
from caicach.web.register.queries import valid_on
from caicach.web.rounds.actions.agencies import Joining, add_card, change_agencies, end_card
from caicach.web.rounds.forms.agencies import (
    ChosenFilter,
    GroupsForm,
    NamedForm,
    block_choices,
    groups_of,
)
from caicach.web.rounds.forms.joining import JoinForm
from caicach.web.rounds.forms.round import ReasonForm
from caicach.web.rounds.models import Card, Round, RoundAgency
from caicach.web.rounds.queries.rounds import gone_cards
from caicach.web.rounds.scoring import edition_of
from caicach.web.rounds.views.asking import (
    form_answer,
    round_to_set_up,
    tree_of,
    tried,
    tried_at_once,
)


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_agencies(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose agencies: whole groups, by name, and those ticked in the list."""
    scored = round_to_set_up(request, pk)
    tree = tree_of(request)
    by_group = groups_of(tree, scored.agency.code)
    blocks = block_choices(edition_of(scored), by_group)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    groups = GroupsForm(
        request.POST if step == "groups" else None,
        groups=by_group,
        blocks=blocks,
    )
    named = NamedForm(request.POST if step == "named" else None, agencies=list(tree), blocks=blocks)
    if _changed(request, scored, step, groups, named):
        return redirect(request.get_full_path())
    listing = _chosen(request, scored, blocks)
    if listing.wants_file:
        return listing.file()
    context = {"round": scored, "groups": groups, "named": named, "listing": listing}
    context |= {"blocks": blocks, "tree": tree}
    wrong = any(form.is_bound and form.errors for form in (groups, named))
    return render(request, "rounds/round_agencies.html", context, status=422 if wrong else 200)


def _changed(
    request: SignedInRequest, scored: Round, step: str, groups: GroupsForm, named: NamedForm
) -> bool:
    """Carry out what was sent; say whether the page is shown anew."""
    put: dict[str, str] = {}
    out: set[str] = set()
    if step == "groups" and groups.is_valid():
        put, out = groups.changes()
    elif step == "named" and named.is_valid():
        block = named.cleaned_data["block"]
        put = {each.code: block for each in named.cleaned_data["names"]}
    elif step == "ticked":
        put, out = _ticked(request)
    else:
        return False
    ids = dict(Agency.objects.values_list("code", "pk"))
    done = _("Đã đưa vào %(put)s cơ quan, bỏ ra %(out)s.") % {"put": len(put), "out": len(out)}
    tried_at_once(
        request,
        lambda: change_agencies(
            request.actor,
            scored=scored,
            put={ids[code]: block for code, block in put.items()},
            out=[ids[code] for code in out],
        ),
        done,
    )
    return True


def _ticked(request: SignedInRequest) -> tuple[dict[str, str], set[str]]:
    codes = request.POST.getlist("ticked")
    known = set(Agency.objects.filter(code__in=codes).values_list("code", flat=True))
    if "leave" in request.POST:
        return {}, known
    return dict.fromkeys(known, request.POST.get("block", "")), set()


def _chosen(
    request: SignedInRequest, scored: Round, blocks: list[tuple[str, str]]
) -> Listing[RoundAgency]:
    tree, words = tree_of(request), dict(blocks)
    form = ChosenFilter(request.GET, blocks=blocks)
    chosen = form.chosen()
    rows = scored.chosen.select_related("agency").order_by("block", "agency__code")
    if block := chosen.get("block"):
        rows = rows.filter(block=block)
    if text := fold(chosen.get("q", "")):
        found = Entry.objects.filter(valid_on(today()))
        for word in text.split():
            found = found.filter(folded__contains=word)
        rows = rows.filter(agency__in=found.values("agency"))
    columns: list[Column[RoundAgency]] = [
        Column("code", gettext_lazy("Mã"), lambda each: each.agency.code, ("agency__code",)),
        Column("name", gettext_lazy("Cơ quan"), lambda each: _name(tree, each.agency.code)),
        Column(
            "block",
            gettext_lazy("Khối"),
            lambda each: words.get(each.block, each.block),
            ("block",),
        ),
    ]
    return Listing(request, rows, columns, name="co-quan-tham-gia", form=form)


def _name(tree: Any, code: str) -> str:
    return tree.agency(code).name.vi if code in tree else code


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agencies that ended while the round runs, and those that take their place."""
    scored = round_to_set_up(request, pk)
    tree = tree_of(request)
    gone = gone_cards(scored, tree)
    form = JoinForm(
        request.POST or None,
        agencies=list(tree),
        blocks=block_choices(edition_of(scored), groups_of(tree, scored.agency.code)),
        cards=scored.cards.filter(
            Q(state=Card.State.ENDED) | Q(pk__in=[each.card.pk for each in gone])
        ),
        initial={"names": "\n".join(code for each in gone for code in each.successors[:1])},
    )
    sent = request.method == "POST" and form.is_valid()
    if sent and tried(form, lambda: _join(request, scored, form)):
        messages.success(request, _("Đã thêm cơ quan vào đợt; bảng chấm của cơ quan còn trống."))
        return redirect("rounds:changes", pk)
    ended = scored.cards.filter(state=Card.State.ENDED).select_related("agency")
    context = {"round": scored, "gone": gone, "ended": ended, "tree": tree}
    return form_answer(request, form, context, "rounds/round_changes.html")


def _join(request: SignedInRequest, scored: Round, form: JoinForm) -> None:
    given = form.cleaned_data
    for each in given["names"]:
        joining = Joining(
            Agency.objects.get(code=each.code), given["block"], list(given["predecessors"])
        )
        add_card(
            request.actor,
            scored=scored,
            joining=joining,
            reason=given["reason"],
            now=timezone.now(),
        )


@allowed("rounds.set_up")
@require_http_methods(["GET", "POST"])
def round_end_card(request: SignedInRequest, pk: int, card: int) -> HttpResponse:
    """End the card of one agency, with the reason."""
    scored = round_to_set_up(request, pk)
    ended = get_object_or_404(scored.cards.select_related("agency", "round__agency"), pk=card)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(
            form,
            lambda: end_card(request.actor, card=ended, reason=reason, now=timezone.now()),
        ):
            messages.success(request, _("Đã dừng chấm %(name)s.") % {"name": ended.name})
            return redirect("rounds:changes", pk)
    title = _("Dừng chấm %(name)s") % {"name": ended.name}
    about = _("Bảng chấm được khóa, giữ nguyên để xem và không xếp hạng. Việc này không hoàn lại.")
    return form_answer(request, form, {"title": title, "about": about, "round": scored})
