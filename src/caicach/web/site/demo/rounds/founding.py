"""The founding case as a round: one department of Quảng Nam in 2021, as far as it was published."""

import csv
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from importlib.resources import files

from caicach.core.criteria import read_shipped
from caicach.core.rules import Given
from caicach.web.audit.actor import Actor
from caicach.web.council.actions.ballots import record_votes
from caicach.web.council.actions.deciding import Seen, decide
from caicach.web.council.actions.questions import Wanted, propose, raise_questions
from caicach.web.council.actions.sittings import close_sitting, open_sitting
from caicach.web.council.members import members_on
from caicach.web.council.models import Question, Sitting
from caicach.web.register.models import Agency, Entry
from caicach.web.rounds.actions.rounds import keep_edition
from caicach.web.rounds.models import Card, KeptEdition, Round

SHIPPED, NAME = "quang-nam-department/2021", "quang-nam-department/2021.public"
CODE, CALLED = "QN.BDT", "Ban Dân tộc tỉnh Quảng Nam"
BLOCK = "departments"
UNRANKED = "Chỉ kết quả của một cơ quan được công khai; bài báo in hạng 07/20."
SOURCE = "Bài của Ban Dân tộc tỉnh Quảng Nam, 8/2022"
DECIDED = f"Điểm đã công bố. Nguồn: {SOURCE}."
GAPS = (
    "Mới công khai sáu lĩnh vực (55 điểm) của một cơ quan. Bài báo in tổng 88,52 % và hạng 07/20, "
    "không tính lại được; in 61,58 % cho 8/13 điểm ở lĩnh vực 7, tính đúng là 61,54 %. "
    "Phiên họp và biểu quyết trong đợt này chỉ để ghi điểm đã công bố."
)
SINCE, UNTIL = date(2021, 1, 1), date(2025, 6, 30)


def founding_edition() -> KeptEdition:
    """Return the shipped set with its one block left unranked: nineteen results are not public."""
    text = read_shipped(SHIPPED).replace(f"edition: {SHIPPED}", f"edition: {NAME}")
    ranking = "ranking: {by: points, incomplete: leave_out}"
    block = f'blocks: [{{id: {BLOCK}, label: "Sở, ban, ngành"}}]'
    unranked = f'incomplete: leave_out, unranked_blocks: [{BLOCK}], reason: "{UNRANKED}"'
    text = text.replace(ranking, f"{block}\nranking: {{by: points, {unranked}}}")
    kept, issues = keep_edition(text, f"{NAME}.yaml")
    if kept is None:
        raise ValueError("\n".join(map(str, issues)))
    return kept


def founding_agency() -> Agency:
    """Return the department, in the register for the days it existed and on no tree of today."""
    agency, _new = Agency.objects.get_or_create(code=CODE)
    Entry.objects.get_or_create(
        agency=agency,
        valid_from=SINCE,
        defaults={"name": CALLED, "kind": "department", "valid_to": UNTIL, "source": SOURCE},
    )
    return agency


def published_points() -> Mapping[str, Decimal]:
    """Return the points of each area as they were printed."""
    folder, _, year = SHIPPED.partition("/")
    path = files("caicach.standards").joinpath("indices", folder, f"{year}.inputs.csv")
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return {row["criterion"]: Decimal(row["points"]) for row in rows}


def decide_published(by: Actor, scored: Round, card: Card, now: datetime) -> None:
    """Write the published points as what the council decided, with where they were read."""
    points = published_points()
    items = [item for item in scored.items.select_related("lead") if item.code in points]
    wanted = [Wanted(card, item, Question.Kind.BY_HAND, SOURCE) for item in items]
    raise_questions(by, scored=scored, wanted=wanted, now=now)
    members = members_on(scored, now.date())
    values = {"kind": Sitting.Kind.MEETING, "held_on": now.date(), "place": "", "chair": members[0]}
    sitting = open_sitting(by, scored=scored, values=values | {"present": members})
    by_item = {item.pk: item for item in items}
    for question in sitting.questions.select_related("card__agency", "card__round__edition"):
        question.card, question.item = card, by_item[question.item_id]
        given = Given(points=points[question.item.code])
        found = propose(by, question=question, given=given, seen=question.version)
        choices = {each.pk: "for" for each in members}
        record_votes(by, questions=[(found, found.turn)], choices=choices, now=now)
        decide(by, question=found, decision=DECIDED, seen=Seen(found.version, 0), now=now)
    sitting.refresh_from_db()
    close_sitting(by, sitting=sitting, seen=sitting.version)
