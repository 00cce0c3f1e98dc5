"""What an operation on agencies touches among rounds: cards, and items they lead."""

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.web.agencies.touched import Touched, tell_touched
from caicach.web.rounds.models import Card, Item, Round, RoundAgency

UNFINISHED = (Round.State.PREPARING, Round.State.OPENING, Round.State.RUNNING)


def rounds_touched(codes: Collection[str], _on: date) -> list[Touched]:
    """Return what the agencies have in rounds that are not yet published."""
    rounds = Round.objects.filter(state__in=UNFINISHED)
    cards = Card.objects.filter(round__in=rounds, agency__code__in=codes)
    chosen = RoundAgency.objects.filter(
        round__in=rounds.filter(state=Round.State.PREPARING), agency__code__in=codes
    )
    led = Item.objects.filter(round__in=rounds, lead__code__in=codes)
    address = reverse("rounds:list")
    return [
        Touched(_("bảng chấm đang chấm"), cards.exclude(state=Card.State.ENDED).count(), address),
        Touched(_("đợt chấm đang chuẩn bị có cơ quan"), chosen.count(), address),
        Touched(_("mục chấm điểm do cơ quan thẩm định"), led.count(), address),
    ]


tell_touched("rounds", rounds_touched)
