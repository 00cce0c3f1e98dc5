"""A member's own page: everything that waits for a vote in writing."""

from functools import partial

from django.contrib import messages
from django.db.models import Max, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.council.actions.ballots import vote
from caicach.web.council.models import Ballot, Question, Sitting
from caicach.web.council.queries.sight import find_round
from caicach.web.council.views.answers import framed, refused, whole
from caicach.web.look.listing import Column, Listing
from caicach.web.rounds.models import Round


@allowed("council.vote")
@require_http_methods(["GET", "POST"])
def ballots(request: SignedInRequest, pk: int) -> HttpResponse:
    """Vote in writing on every question that is before an open sitting."""
    scored = find_round(request.user, pk)
    request.actor.require("council.vote", scored)
    waiting = _waiting(scored)
    if request.method == "POST":
        _voted(request, scored, waiting)
        return redirect(request.get_full_path())
    listing = Listing(request, waiting, _columns(), name="y-kien")
    own = _own_ballots(request, scored)
    rows = [(each, own.get((each.pk, each.turn))) for each in listing.page]
    unsaid = sum(ballot is None for _question, ballot in rows)
    more = {"listing": listing, "rows": rows, "unsaid": unsaid, "choices": Ballot.Choice.choices}
    return render(request, "council/ballots.html", framed(request, scored, **more))


def _waiting(scored: Round) -> QuerySet[Question]:
    rows = scored.questions.filter(
        state=Question.State.OPEN, sitting__state=Sitting.State.OPEN, proposal__isnull=False
    )
    return rows.select_related("card__agency", "item", "sitting").order_by("item__position", "pk")


def _own_ballots(request: SignedInRequest, scored: Round) -> dict[tuple[int, int], Ballot]:
    rows = Ballot.objects.filter(question__round=scored, member=request.user)
    last = rows.order_by().values("question", "turn").annotate(last=Max("pk")).values("last")
    found = Ballot.objects.filter(pk__in=last)
    return {(each.question_id, each.turn): each for each in found}


def _voted(request: SignedInRequest, scored: Round, waiting: QuerySet[Question]) -> None:
    sent = {
        whole(name.removeprefix("choice-")): choice
        for name, choice in request.POST.items()
        if name.startswith("choice-") and choice in Ballot.Choice.values
    }
    own = _own_ballots(request, scored)
    count, now = 0, timezone.now()
    for question in waiting.filter(pk__in=list(sent)):
        turn = whole(request.POST.get(f"turn-{question.pk}"))
        opinion = request.POST.get(f"opinion-{question.pk}", "").strip()
        before = own.get((question.pk, turn))
        if before and (before.choice, before.opinion) == (sent[question.pk], opinion):
            continue
        action = partial(
            vote,
            request.actor,
            question=question,
            choice=sent[question.pk],
            opinion=opinion,
            turn=turn,
            now=now,
        )
        told = refused(action)
        for each in told:
            messages.error(request, f"{question}: {each}")
        count += not told
    messages.success(request, _("Đã ghi %(n)s ý kiến.") % {"n": count})


def _columns() -> list[Column[Question]]:
    return [Column("item", _("Nội dung"), str)]
