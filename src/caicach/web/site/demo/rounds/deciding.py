"""The council of the demonstration: figures from outside, bonus and penalty, what is disputed."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.core.rules import Given
from caicach.web.audit.actor import Actor
from caicach.web.council.actions.ballots import record_votes
from caicach.web.council.actions.deciding import Seen, decide
from caicach.web.council.actions.figures import join_figures, propose_file
from caicach.web.council.actions.points import Giving, give_points
from caicach.web.council.actions.questions import Wanted, propose, raise_questions
from caicach.web.council.actions.sittings import close_sitting, open_sitting
from caicach.web.council.arriving import outside_items
from caicach.web.council.members import members_on
from caicach.web.council.models import Question, Sitting
from caicach.web.council.points import discretionary_items
from caicach.web.council.queries.disputes import disputes
from caicach.web.rounds.models import Card, Entry, Item, Round, Stage
from caicach.web.rounds.scoring import standing_givens
from caicach.web.site.demo.chance import between, draw

SCALES = {"survey": (370, 480), "import": (7600, 9600)}
"""Hundredths: surveys of one to five, indices in percent."""
SURVEY = "Kết quả điều tra xã hội học (mẫu)"
WHY_BONUS, WHY_PENALTY = "Sáng kiến được công nhận (mẫu).", "Có vi phạm kỷ cương (mẫu)."
UPHELD = "Hội đồng thống nhất chấp nhận giải trình của cơ quan (mẫu)."
KEPT = "Hội đồng giữ điểm thẩm định (mẫu)."


def join_survey(by: Actor, scored: Round, cards: Sequence[Card], now: datetime) -> None:
    """Join what was asked of citizens, as the table it comes in."""
    items = outside_items(scored)
    if not items:
        return
    text = io.StringIO()
    text.write("Mã cơ quan;Mã tiêu chí;Giá trị\n")
    for card in cards:
        for item in items:
            low, high = SCALES[item.source_kind]
            told = Decimal(between(low, high, "survey", card.agency.code, item.code)) / 100
            text.write(f"{card.agency.code};{item.code};{str(told).replace('.', ',')}\n")
    upload = SimpleUploadedFile("dieu-tra.csv", text.getvalue().encode())
    period = scored.period
    joining = propose_file(by, scored=scored, source=SURVEY, period=period, upload=upload, now=now)
    join_figures(by, joining=joining, now=now)


def give_extras(by: Actor, scored: Round, cards: Sequence[Card], now: datetime) -> None:
    """Give bonus and penalty to a few."""
    items = list(scored.items.select_related("lead"))
    for item in discretionary_items(scored, items):
        if item.kind not in ("bonus", "penalty"):
            continue
        givings = [_giving(card, item) for card in cards]
        give_points(by, scored=scored, item=item, givings=givings, now=now)


def _giving(card: Card, item: Item) -> Giving:
    happened = draw(item.kind, card.agency.code, card.round.year) < 0.2
    why = WHY_BONUS if item.kind == "bonus" else WHY_PENALTY
    given = Given(value=Decimal(int(happened)))
    return Giving(card, given, why if happened else "Không phát sinh (mẫu).", 0)


def settle_disputes(by: Actor, scored: Round, cards: Sequence[Card], now: datetime) -> int:
    """Put what is disputed before a sitting, vote and decide; return how many were decided."""
    by_card = {card.pk: card for card in cards}
    items = {item.pk: item for item in scored.items.select_related("lead")}
    wanted = [
        Wanted(by_card[card], items[item], kinds[0])
        for (card, item), kinds in disputes(scored).items()
        if card in by_card
    ]
    raise_questions(by, scored=scored, wanted=wanted, now=now)
    members = members_on(scored, date(now.year, now.month, now.day))
    values = {
        "kind": Sitting.Kind.MEETING,
        "held_on": now.date(),
        "place": "Phòng họp số 2, Ủy ban nhân dân tỉnh",
        "chair": members[0],
        "present": members,
    }
    sitting = open_sitting(by, scored=scored, values=values)
    for question in sitting.questions.select_related("item", "card").order_by("pk"):
        question.card, question.item = by_card[question.card_id], items[question.item_id]
        _decide(by, question, [each.pk for each in members], now)
    sitting.refresh_from_db()
    close_sitting(by, sitting=sitting, seen=sitting.version)
    return len(wanted)


def _decide(by: Actor, question: Question, members: Sequence[int], now: datetime) -> None:
    card, item = question.card, question.item
    claimed = standing_givens([card.pk], Stage.SELF, [item.code])[card.pk].get(item.code)
    stands = standing_givens([card.pk], Stage.APPRAISED_2, [item.code])[card.pk].get(item.code)
    upheld = claimed is not None and draw("upheld", card.agency.code, item.code) < 0.3
    given = claimed if upheld else stands
    if given is None or given.is_blank:
        given = Given(points=Decimal(0))
    found = propose(by, question=question, given=given, seen=question.version)
    against = set(members[-1:]) if draw("one against", card.agency.code, item.code) < 0.3 else set()
    choices = {member: "against" if member in against else "for" for member in members}
    record_votes(by, questions=[(found, found.turn)], choices=choices, now=now)
    entry = Entry.objects.filter(card=card, item=item, stage=Stage.FINAL).first()
    seen = Seen(found.version, entry.version if entry else 0)
    decide(by, question=found, decision=UPHELD if upheld else KEPT, seen=seen, now=now)
