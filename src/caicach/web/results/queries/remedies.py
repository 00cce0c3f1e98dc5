"""From lost points to causes, to tasks, to what the next round says of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from caicach.core.rounds import LossReason
from caicach.core.scoring.change import former_code
from caicach.web.look.templatetags.look import lang
from caicach.web.plans.models import Task, Turn
from caicach.web.results.causes import Causes, kept_causes
from caicach.web.results.models import AgencyResult, LossCause, Publication, Remedy
from caicach.web.results.published import latest_publication
from caicach.web.rounds.models import Card, Item, Round

ZERO, HUNDRED = Decimal(0), Decimal(100)
Category = LossCause.Category
SUGGESTED = {
    LossReason.NOT_REPORTED: Category.NO_DATA,
    LossReason.BELOW_FULL: Category.NOT_DONE,
    LossReason.APPRAISED_DOWN: Category.EVIDENCE,
    LossReason.PENALTY: Category.NOT_DONE,
}
"""What a reason of the engine most likely comes from; the agency says what it really was."""


@dataclass(frozen=True)
class Next:
    """What became of the same item in the next round; None where it is not published yet.

    lost: None where the item is no longer there. regained: of the points lost before.
    """

    publication: Publication
    lost: Decimal | None
    regained: Decimal | None


@dataclass
class Link:
    """One lost item on its way: lost, cause, tasks, next year."""

    item: Item
    lost: Decimal
    reasons: list[LossReason]
    cause: LossCause | None = None
    tasks: list[Task] = field(default_factory=list)
    next: Next | None = None

    @property
    def why(self) -> str:
        """Return the engine's reasons in words."""
        return "; ".join(each.label(lang()) for each in self.reasons)

    @property
    def suggested(self) -> str:
        """Return the most likely group of causes."""
        return SUGGESTED[self.reasons[0]]


def chain_of(card: Card) -> tuple[Publication | None, list[Link]]:
    """Return the publication that counts and the links of one card, most costly first."""
    publication = latest_publication(card.round)
    if publication is None:
        return None, []
    row = publication.agencies.filter(agency=card.agency_id).first()
    links = _links(card, row) if row else []
    by_code = {link.item.code: link for link in links}
    for cause in causes_of(card):
        link = by_code.get(cause.item.code)
        if link is not None:
            link.cause = cause
            link.tasks = [remedy.task for remedy in cause.remedies.all()]
    _tell_next(card, publication, links)
    return publication, links


def _links(card: Card, row: AgencyResult) -> list[Link]:
    """What belongs to a group as a whole, or to the whole card, has no item to mend: left out."""
    items = {each.code: each for each in card.round.items.all()}
    found: dict[str, Link] = {}
    for loss in row.losses:
        item = items.get(loss["code"])
        if item is None:
            continue
        link = found.setdefault(item.code, Link(item, ZERO, []))
        link.lost += Decimal(loss["lost"])
        link.reasons.append(LossReason(loss["reason"]))
    return sorted(found.values(), key=lambda link: -link.lost)


def causes_told(publication: Publication, card: Card) -> Causes:
    """Return what the agency lost by the engine's causes; one query."""
    rows = publication.agencies.filter(agency=card.agency_id).values_list("losses", flat=True)
    return kept_causes(rows.first() or ())


def causes_of(card: Card) -> QuerySet[LossCause]:
    """Return the causes named on a card, with their tasks and turns; four queries."""
    turns = Prefetch("task__turns", queryset=Turn.objects.order_by("due_on"))
    remedies = Remedy.objects.select_related("task__plan__agency", "task__owner")
    return (
        LossCause.objects.filter(card=card)
        .select_related("item", "person")
        .prefetch_related(Prefetch("remedies", queryset=remedies.prefetch_related(turns)))
    )


def _tell_next(card: Card, before: Publication, links: Iterable[Link]) -> None:
    official = {"round__kind": Round.Kind.OFFICIAL}  # a trial wins nothing back
    rows = Publication.objects.filter(round__previous=card.round_id, **official)
    following = rows.order_by("-round__year", "-number").first()
    if following is None:
        return
    row = following.agencies.filter(agency=card.agency_id).first()
    if row is None:
        return
    later = _later_codes(following.head, before.head["edition"])
    lost: dict[str, Decimal] = defaultdict(Decimal)
    for loss in row.losses:
        lost[loss["code"]] += Decimal(loss["lost"])
    for link in links:
        code = later.get(link.item.code, link.item.code)
        is_there = code in row.items
        still = lost[code] if is_there else None
        regained = None if still is None else max(ZERO, link.lost - still)
        link.next = Next(following, still, regained)


def _later_codes(head: Mapping[str, Any], edition: str) -> dict[str, str]:
    """Return by which code the next edition calls an item of this one."""
    found = {}
    for code, definition in head["criteria"].items():
        former = former_code(definition["continues"], edition)
        if former:
            found[former] = code
    return found


@dataclass(frozen=True)
class Mending:
    """How far an agency has come with its lost points. explained, planned: of them."""

    card: Card
    lost: Decimal
    explained: Decimal
    planned: Decimal

    @property
    def explained_share(self) -> Decimal | None:
        """Return the share with a cause, in percent; None where nothing was lost."""
        return self.explained * HUNDRED / self.lost if self.lost else None

    @property
    def planned_share(self) -> Decimal | None:
        """Return the share with a task, in percent."""
        return self.planned * HUNDRED / self.lost if self.lost else None

    @property
    def state(self) -> str:
        """Return what is due first."""
        if self.explained < self.lost:
            return "no_cause"
        return "no_task" if self.planned < self.lost else "planned"


def mendings_of(scored: Round, publication: Publication) -> list[Mending]:
    """Return every agency with points lost at items, most first; five queries."""
    named, planned = _named(scored)
    items = set(scored.items.values_list("code", flat=True))
    cards = {each.agency_id: each for each in scored.cards.select_related("agency")}
    found = []
    for agency, losses in publication.agencies.values_list("agency_id", "losses"):
        card = cards.get(agency)
        if card is None:
            continue
        mendable = (loss for loss in losses if loss["code"] in items)
        amounts = [(loss["code"], Decimal(loss["lost"])) for loss in mendable]
        whole = sum((lost for _code, lost in amounts), ZERO)
        with_cause = sum((lost for code, lost in amounts if (card.pk, code) in named), ZERO)
        with_task = sum((lost for code, lost in amounts if (card.pk, code) in planned), ZERO)
        if whole:
            found.append(Mending(card, whole, with_cause, with_task))
    return sorted(found, key=lambda each: (-each.lost, each.card.name))


def _named(scored: Round) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    causes = LossCause.objects.filter(card__round=scored)
    named = set(causes.values_list("card_id", "item__code"))
    tasks = causes.filter(remedies__isnull=False)
    return named, set(tasks.values_list("card_id", "item__code"))
