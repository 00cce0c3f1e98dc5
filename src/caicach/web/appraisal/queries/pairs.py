"""Items of cards, row for row in the database: what is due, what differs, what is new."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.fields import IntegerField
from django.utils.translation import gettext_lazy as _

from caicach.web.appraisal.claims import branch_of, score_alone
from caicach.web.appraisal.models import Look, Reopening
from caicach.web.appraisal.queries.sight import Sight, sides_heard, stages_shown
from caicach.web.rounds.contested import (
    claim_from,
    is_at_council,
    is_contested,
    latest_appraisals,
    with_claims,
)
from caicach.web.rounds.given import given_of
from caicach.web.rounds.models import (
    Card,
    Entry,
    EntryChange,
    Evidence,
    Filling,
    Item,
    Remark,
    Stage,
)
from caicach.web.rounds.showing import CHIPS, ItemState
from caicach.web.rounds.told import told_changes, told_until

COMPUTED = (Item.Source.INDICATOR, Item.Source.TASKS)
"""Sources whose figures are counted from rows kept here."""
Condition = Any
"""A condition on a row of pairs: Q, Exists, or both combined."""


def pairs(sight: Sight, items: Iterable[Item] | None = None) -> QuerySet[Card]:
    """Return a row for each card and each of the items that counts for it.

    A row is a card with `item_pk`, `appraiser`, `first`, `first_at`, `answer`, `look_at`,
    `reopened`. items: all of the sight where none are named. Nothing is asked yet.
    """
    chosen = list(sight.items.values() if items is None else items)
    scored = sight.scored
    instead = scored.stand_in_id
    rows = Card.objects.filter(round=scored).exclude(state=Card.State.ENDED)
    if sight.card is not None:
        rows = rows.filter(pk=sight.card)
    rows = rows.annotate(
        item_pk=F("round__items__pk"),
        lead_pk=F("round__items__lead_id"),
        position=F("round__items__position"),
        needs_evidence=F("round__items__needs_evidence"),
    ).filter(_of_blocks(chosen))
    whose = [When(~Q(lead_pk=F("agency_id")), then=F("lead_pk"))]
    if instead is not None:
        whose.append(When(~Q(agency_id=instead), then=Value(instead)))
        whose.append(When(~Q(agency_id=scored.lead_id), then=Value(scored.lead_id)))
    rows = rows.annotate(appraiser=Case(*whose, default=None, output_field=IntegerField()))
    if not sight.reads_all:  # a stand-in reads of other leads' items what it appraises alone
        rows = rows.filter(Q(lead_pk__in=sight.mine) | Q(appraiser__in=sight.mine))
    return rows.annotate(
        first=Subquery(_entry(stage=Stage.APPRAISED_1).values("verdict")[:1]),
        first_at=Subquery(_entry(stage=Stage.APPRAISED_1).values("at")[:1]),
        look_at=Subquery(_beside(Look).filter(person=sight.person).values("at")[:1]),
        reopened=Exists(_beside(Reopening)),
    ).annotate(answer=Subquery(_answers().order_by("-pk").values("kind")[:1]))


def with_told(rows: QuerySet[Card]) -> QuerySet[Card]:
    """Return the rows with all that their lines tell without asking again.

    known…: the figure the platform knows. evidence: how many pieces, newest: when the last came.
    answered: the words of the agency's last answer.
    """
    kept = _beside(Evidence).filter(state=Evidence.State.KEPT)
    counted = kept.order_by().values("item").annotate(n=Count("pk")).values("n")
    known = {
        f"known_{name}": Subquery(_beside(Filling).values(name)[:1])
        for name in ("given", "source_kind", "source_name", "period", "facts_version")
    }
    return rows.select_related("agency").annotate(
        **known,
        pieces=Subquery(counted[:1]),
        newest=Subquery(kept.order_by("-at").values("at")[:1]),
        answered=Subquery(_answers().order_by("-pk").values("text")[:1]),
    )


def mine(sight: Sight, rows: QuerySet[Card]) -> QuerySet[Card]:
    """Return the rows on which a verdict is the person's to give."""
    return rows.filter(Q(appraiser__in=sight.mine)).exclude(agency__code__in=sight.own)


def _of_blocks(items: Iterable[Item]) -> Q:
    by_blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for each in items:
        by_blocks[tuple(each.blocks)].append(each.pk)
    found = Q(pk__in=[])
    for blocks, keys in by_blocks.items():
        here = Q(item_pk__in=keys)
        found |= here & Q(block__in=blocks) if blocks else here
    return found


def _beside(model: Any) -> QuerySet[Any]:
    """Return the rows of a model about the same item of the same card."""
    found: QuerySet[Any] = model.objects.filter(card=OuterRef("pk"), item=OuterRef("item_pk"))
    return found


def _entry(**which: Any) -> QuerySet[Entry]:
    return _beside(Entry).filter(**which)


def _answers() -> QuerySet[Remark]:
    """What the agency said since the first verdict: notes are no answer."""
    rows = _beside(Remark).filter(side=Remark.Side.AGENCY, at__gte=OuterRef("first_at"))
    return rows.exclude(kind=Remark.Kind.NOTE)


def own_score(**which: Any) -> Condition:
    return Exists(_entry(stage=Stage.SELF, **which))


def is_missing() -> Condition:
    """Nothing was handed in, or a blank, and nothing is known."""
    nothing = ~own_score() & ~Exists(_beside(Filling))
    return own_score(score="not_reported") | nothing


def lacks_evidence() -> Condition:
    """The edition asks for evidence of what was handed in, and there is none.

    Facts that the platform computed and nobody overrode show their own rows.
    """
    kept = Exists(_beside(Evidence).filter(state=Evidence.State.KEPT))
    is_given = own_score(score="scored") | Exists(_beside(Filling)) & ~own_score()
    return Q(needs_evidence=True) & is_given & ~kept & ~shows_itself()


def shows_itself() -> Condition:
    """The platform computed the figure from rows one can open, and it stands."""
    known = Exists(_beside(Filling).filter(source_kind__in=COMPUTED))
    return known & ~own_score(source=Entry.Source.OVERRIDE)


def is_waiting(sight: Sight) -> Condition:
    """No verdict yet at the stage that was begun last, and one is needed."""
    if sight.stage != Stage.APPRAISED_2:
        return Q(first__isnull=True)
    open_still = Q(first=Entry.Verdict.CHANGED) & (
        Q(answer__isnull=True) | ~Q(answer=Remark.Kind.AGREEMENT)
    )
    needed = (
        Q(first__isnull=True)
        | Q(first=Entry.Verdict.ASKED)
        | Q(answer=Remark.Kind.EXPLANATION)
        | Q(reopened=True)
        | open_still
    )
    return needed & ~Exists(_entry(stage=Stage.APPRAISED_2))


def is_changed(sight: Sight) -> Condition:
    """Somebody else wrote, answered or brought evidence since the person looked."""
    since = {"at__gt": OuterRef("look_at")}
    person = sight.person
    until = told_until(sight.scored, reads_all=sight.reads_all)
    changes = _beside(EntryChange).filter(**since, stage__in=stages_shown(sight))
    written = told_changes(changes, until)
    said = _beside(Remark).filter(**since, side__in=sides_heard(sight))
    return Q(look_at__isnull=False) & (
        Exists(written.exclude(person=person))
        | Exists(said.exclude(person=person))
        | Exists(_beside(Evidence).filter(Q(**since) | Q(ended_at__gt=OuterRef("look_at"))))
    )


def disagreeing(sight: Sight) -> set[int]:
    """Return the self-scores, by key, that earn other points than the known figure would.

    One query for the overrides, asked once for a page; what the known figures earn is worked out.
    """
    if "disagreeing" not in sight.worked_out:
        sight.worked_out["disagreeing"] = set(_disagreeing(sight))
    found: set[int] = sight.worked_out["disagreeing"]
    return found


def _disagreeing(sight: Sight) -> Iterator[int]:
    known = Filling.objects.filter(card=OuterRef("card"), item=OuterRef("item"))
    own = Entry.objects.filter(item_id__in=sight.items, stage=Stage.SELF)
    if sight.card is not None:
        own = own.filter(card_id=sight.card)
    told = own.filter(source=Entry.Source.OVERRIDE).annotate(
        known=Subquery(known.values("given")[:1])
    )
    rows: Any = told.values_list("pk", "item_id", "card__block", "points", "known")
    cards: dict[str, Card] = {}
    for key, item, block, points, given in rows:
        card = cards.setdefault(block, Card(round=sight.scored, block=block))
        if given is None:
            continue
        score = score_alone(branch_of(card, sight.items[item].code), given_of(given))
        if score is not None and score.points != points:
            yield key


def is_disputed(sight: Sight) -> Condition:
    """The agency explained, took nothing back and did not get its points: the council's turn."""
    return Exists(_entry(pk__in=disputed(sight)))


def disputed(sight: Sight) -> set[int]:
    """Return the latest appraisals, by key, whose lines say that they are disputed.

    One query for what agencies explained, asked once for a page.
    """
    if "disputed" not in sight.worked_out:
        sight.worked_out["disputed"] = set(_disputed(sight))
    found: set[int] = sight.worked_out["disputed"]
    return found


def _disputed(sight: Sight) -> Iterator[int]:
    rows = Entry.objects.filter(item_id__in=sight.items)
    if not is_at_council(sight.scored):
        rows = rows.filter(stage=Stage.APPRAISED_2)
    if sight.card is not None:
        rows = rows.filter(card_id=sight.card)
    if Stage.FINAL in stages_shown(sight):
        decided = Entry.objects.filter(stage=Stage.FINAL, source=Entry.Source.DECIDED)
        rows = rows.exclude(Exists(decided.filter(card=OuterRef("card"), item=OuterRef("item"))))
    explained = with_claims(latest_appraisals(rows)).filter(answer=Remark.Kind.EXPLANATION)
    for each in explained:
        claim = claim_from(each.own_given, each.own_points, each.known_given)
        if is_contested(each, claim, each.answer):
            yield each.pk


Shows = dict[str, tuple[Any, Callable[[Sight], Condition]]]
SHOWS: Shows = {
    "waiting": (_("Chưa thẩm định"), is_waiting),
    "disagree": (_("Khác số hệ thống"), lambda sight: own_score(pk__in=disagreeing(sight))),
    "disputed": (CHIPS[ItemState.DISPUTED][1], is_disputed),
    "missing": (_("Thiếu số liệu"), lambda _sight: is_missing()),
    "no_evidence": (_("Thiếu kiểm chứng"), lambda _sight: lacks_evidence()),
    "overridden": (_("Ghi đè"), lambda _sight: own_score(source=Entry.Source.OVERRIDE)),
    "absent": (_("Không áp dụng"), lambda _sight: own_score(score="not_applicable")),
    "asked": (_("Chờ giải trình"), lambda _sight: Q(first="asked") & Q(answer__isnull=True)),
    "answered": (_("Đã trả lời"), lambda _sight: Q(answer__isnull=False)),
    "changed": (_("Mới thay đổi"), is_changed),
    "unseen": (_("Chưa xem"), lambda _sight: Q(look_at__isnull=True)),
}
"""What a queue is narrowed to: words, and the condition."""


def counted(rows: QuerySet[Card], sight: Sight, shows: Iterable[str] = ()) -> dict[str, int]:
    """Return how many rows there are in all, and of each kind named; one query."""
    flags = {f"is_{name}": _flag(SHOWS[name][1](sight)) for name in shows}
    sums = {name: Sum(f"is_{name}", default=0) for name in shows}
    found: dict[str, int] = rows.annotate(**flags).aggregate(total=Count("pk"), **sums)
    return found


def _flag(condition: Condition) -> Case:
    """Return 1 where the condition holds: what is summed may hold no question of its own."""
    case = When(condition, then=Value(1))
    return Case(case, default=Value(0), output_field=IntegerField())
