"""Works inside an installation: communes and people, a round opened, filled in, ranked, saved."""

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from bench.rounds.edition import KNOWN, NAME, write_edition
from bench.workspace.filling.names import PASSWORD, address_of
from bench.workspace.making import Quiet
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.audit.actor import Actor
from caicach.web.monitoring.models import IndicatorFigure
from caicach.web.register.models import Agency, Link, RegisterVersion
from caicach.web.register.models import Entry as RegisterEntry
from caicach.web.results.provisional import provisional_standing
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.actions.rounds import (
    Hours,
    choose_agencies,
    create_round,
    keep_edition,
    open_round,
)
from caicach.web.rounds.given import given_of
from caicach.web.rounds.jobs import open_in_background
from caicach.web.rounds.models import Card, Entry, Item, Round, Stage
from caicach.web.rounds.scoring import score_card, standing_givens
from caicach.web.rounds.tallying import tally_round
from caicach.web.site.preparing import prepare

BY = Actor.system("caicach bench")
TOP, LEAD, OTHER = "H99", "H99.01", "H99.02"
SINCE = date(2025, 7, 1)
BATCH = 2_000
SEED = 20_261_201


def prepared(communes: int, officers: int) -> int:
    """Make the database, the register and the people; return how many communes there are."""
    list(prepare())
    with transaction.atomic():
        _register(communes)
        _people(officers)
        _figures(communes)
    return communes


def opened() -> float:
    """Open a round of all communes, as the worker does; return its seconds."""
    kept, issues = keep_edition(write_edition(), f"{NAME}.yaml")
    if kept is None:
        raise ValueError(issues)
    by_code = dict(Agency.objects.values_list("code", "pk"))
    values = {
        "name": "Đợt đo tốc độ",
        "year": 2026,
        "period": "2026",
        "edition": kept,
        "lead_id": by_code[LEAD],
        "stand_in_id": by_code[OTHER],
    }
    now = timezone.now()
    hours = Hours("self_scoring", now - timedelta(hours=1), now + timedelta(days=30))
    top = Agency.objects.get(code=TOP)
    made = create_round(BY, agency=top, values=values, phases=[hours])
    blocks = {key: "communes" for code, key in by_code.items() if code.startswith("H99.1")}
    choose_agencies(BY, scored=made, blocks=blocks)
    open_round(BY, scored=made, issues=[], person_id=None)
    begun = time.monotonic()
    open_in_background(Quiet(), made.pk)
    return time.monotonic() - begun


def filled() -> dict[str, float]:
    """Fill in all that no indicator knows; return how many entries, and the seconds of the sums."""
    scored = Round.objects.select_related("edition", "agency").get()
    items = list(scored.items.filter(source_kind=""))
    chance, now = random.Random(SEED), timezone.now()  # noqa: S311 -- not for secrets
    count = 0
    for card in scored.cards.select_related("agency").iterator(chunk_size=BATCH):
        card.round = scored
        with transaction.atomic():
            rows = list(_entries(card, items, chance, now))
            Entry.objects.bulk_create(rows, BATCH)
        count += len(rows)
    begun = time.monotonic()
    tally_round(scored, Stage.SELF)
    return {"entries": count, "summed": time.monotonic() - begun}


def _entries(card: Card, items: list[Item], chance: random.Random, now: Any) -> Iterator[Entry]:
    given = {item.code: _typed(item, chance) for item in items}
    known = standing_givens([card.pk], Stage.SELF)[card.pk]
    known |= {code: given_of(each) for code, each in given.items()}
    scores = score_card(card, known).sums.scores
    for item in items:
        score = scores[item.code]
        yield Entry(
            card=card,
            item=item,
            stage=Stage.SELF,
            given=given[item.code],
            points=score.points,
            score=score.state.value,
            step=score.step,
            by_agency_id=card.agency_id,
            at=now,
        )


def _typed(item: Item, chance: random.Random) -> dict[str, str]:
    """Every fifth item counts something, the others are shares."""
    if item.position % 5 == 4:
        return {"value": str(chance.randrange(6))}
    return {"numerator": str(chance.randrange(40, 101)), "denominator": "100"}


def saved(times: int) -> list[float]:
    """Save an item so many times as the action does; return the seconds of each."""
    scored = Round.objects.select_related("edition", "agency").get()
    items = list(scored.items.filter(source_kind=""))
    cards = list(scored.cards.select_related("agency", "round__edition", "round__agency")[:50])
    chance = random.Random(SEED)  # noqa: S311 -- not for secrets
    found = []
    for _ in range(times):
        card, item = chance.choice(cards), chance.choice(items)
        typed = _typed(item, chance)
        begun = time.perf_counter()
        enter(BY, card=card, item=item, typed=typed, now=timezone.now())
        found.append(time.perf_counter() - begun)
    return found


def cards(officers: int) -> int:
    """Return the first card of the first so many agencies, whose cards follow one another."""
    codes = [f"H99.1{number:05}" for number in range(officers)]
    found = dict(Card.objects.filter(agency__code__in=codes).values_list("agency__code", "pk"))
    first = found[codes[0]]
    if [found[code] for code in codes] != list(range(first, first + officers)):
        raise ValueError("the cards do not follow one another")
    return first


def lost(kept: dict[str, dict[str, str]]) -> int:
    """Return how many of the figures people saved last are not what stands on their cards."""
    rows = Entry.objects.filter(card_id__in=list(kept), stage=Stage.SELF)
    stands = {
        (str(card), code): given.get("numerator")
        for card, code, given in rows.values_list("card_id", "item__code", "given")
    }
    return sum(
        stands.get((card, code)) != top
        for card, typed in kept.items()
        for code, top in typed.items()
    )


def ranked() -> float:
    """Rank the whole round provisionally; return the seconds."""
    scored = Round.objects.select_related("edition", "agency").get()
    begun = time.monotonic()
    provisional_standing(scored, Stage.SELF)
    return time.monotonic() - begun


def settled() -> None:
    """Let PostgreSQL learn what there is now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _register(communes: int) -> None:
    bodies = {
        TOP: ("Tỉnh Nam Hà", "province", "", ""),
        LEAD: ("Sở Nội vụ", "department", "departments", TOP),
        OTHER: ("Văn phòng Ủy ban nhân dân tỉnh", "department", "departments", TOP),
    }
    for number in range(communes):
        bodies[f"H99.1{number:05}"] = (f"Xã {number + 1}", "commune", "communes", TOP)
    Agency.objects.bulk_create([Agency(code=code) for code in bodies], BATCH)
    ids = dict(Agency.objects.values_list("code", "pk"))
    RegisterEntry.objects.bulk_create(
        [
            RegisterEntry(agency_id=ids[code], name=name, kind=kind, block=block, valid_from=SINCE)
            for code, (name, kind, block, _above) in bodies.items()
        ],
        BATCH,
    )
    Link.objects.bulk_create(
        [
            Link(child_id=ids[code], parent_id=ids[above], valid_from=SINCE)
            for code, (*_rest, above) in bodies.items()
            if above
        ],
        BATCH,
    )
    RegisterVersion.objects.update_or_create(pk=1, defaults={"number": 1})


def _people(officers: int) -> None:
    ids = dict(Agency.objects.values_list("code", "pk"))
    password = make_password(PASSWORD)
    posts = [(Role.STANDING_BODY, 0, TOP), (Role.LEADER, 0, TOP), (Role.APPRAISER, 0, LEAD)]
    posts += [(Role.FOCAL_OFFICER, number, f"H99.1{number:05}") for number in range(officers)]
    for role, number, code in posts:
        desk = "focal" if role == Role.FOCAL_OFFICER else role.value
        person = Person.objects.create(
            email=address_of(desk, number), full_name=f"Người {desk} {number}", password=password
        )
        Post.objects.create(person=person, agency_id=ids[code], role=role, valid_from=SINCE)


def _figures(communes: int) -> None:
    chance = random.Random(SEED)  # noqa: S311 -- not for secrets
    ids = dict(Agency.objects.values_list("code", "pk"))
    rows = [
        IndicatorFigure(
            indicator=name,
            agency_id=ids[f"H99.1{number:05}"],
            period="2026",
            numerator=chance.randrange(800, 1001),
            denominator=1000,
            facts_version=1,
        )
        for name in KNOWN
        for number in range(communes)
    ]
    IndicatorFigure.objects.bulk_create(rows, BATCH)
