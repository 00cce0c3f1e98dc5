"""What an address of appraisals is about, limited to what the person may see."""

from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext as _

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.appraisal.queries.line import Line
from caicach.web.appraisal.queries.lines import whole_lines
from caicach.web.appraisal.queries.pairs import pairs, with_told
from caicach.web.appraisal.queries.sight import Sight, rounds_seen, sight_of
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import Card, Item, Round
from caicach.web.rounds.scoring import areas_of, edition_of


def sight_asked(request: SignedInRequest, pk: int) -> Sight:
    """Return the round as the person sees it, or 404. Two queries."""
    return _sight(request, rounds_seen(request.user).filter(pk=pk).first())


def card_sight(request: SignedInRequest, pk: int) -> Sight:
    """Return the round of a card as the person sees it, or 404. Two queries."""
    rounds = Card.objects.filter(pk=pk).values("round_id")
    return _sight(request, rounds_seen(request.user).filter(pk__in=rounds).first())


def _sight(request: SignedInRequest, scored: Round | None) -> Sight:
    if scored is None:
        raise Http404
    sight = sight_of(request.user, scored)
    if not sight.items and not sight.reads_all:
        raise Http404
    return sight


def item_asked(sight: Sight, code: str) -> Item:
    """Return an item of the sight, or 404."""
    found = sight.item(code)
    if found is None:
        raise Http404
    return found


def line_asked(request: SignedInRequest, pk: int, code: str) -> tuple[Sight, Line]:
    """Return one item of one card, or 404."""
    sight = card_sight(request, pk).only(card=pk)
    item = item_asked(sight, code)
    rows = list(with_told(pairs(sight, [item])))
    if not rows:
        raise Http404
    return sight, whole_lines(sight, rows)[0]


def areas_offered(sight: Sight) -> list[tuple[str, str]]:
    """Return the areas that have items of the sight, by code."""
    wanted = {each.area for each in sight.items.values()}
    found = {each.node.code: each for each in areas_of(sight.scored, "")}
    return [
        (code, f"{code}. {area.node.label.text(lang())}")
        for code, area in found.items()
        if code in wanted
    ]


def blocks_offered(sight: Sight) -> list[tuple[str, str]]:
    """Return the blocks of the edition in words."""
    return [(each.id, each.label.text(lang())) for each in edition_of(sight.scored).blocks]


def cards_by_block(scored: Round) -> dict[str, int]:
    """Return how many cards of each block take part; one query."""
    rows = scored.cards.exclude(state=Card.State.ENDED).values_list("block")
    return dict(rows.annotate(cards=Count("pk")).order_by())


def stage_words(sight: Sight) -> str:
    """Return which appraisal the page is about."""
    if sight.stage is None:
        return _("Chưa đến giai đoạn thẩm định")
    words = {"appraised_1": _("Thẩm định lần 1"), "appraised_2": _("Thẩm định lần 2")}
    return words[sight.stage]
