"""Results of the demonstration published, contested, corrected, and worked on afterwards."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from caicach.web.audit.actor import Actor
from caicach.web.plans.models import Plan
from caicach.web.results.actions.complaints import answer_complaint, file_complaint
from caicach.web.results.actions.corrections import DecidedAnew, correct_item
from caicach.web.results.actions.remedies import Cause, name_cause, plan_remedy
from caicach.web.results.freezing import freeze_round
from caicach.web.results.models import Publication
from caicach.web.rounds.models import Card, Entry, Round, Stage
from caicach.web.rounds.scoring import score_at
from caicach.web.site.demo.cast import Cast
from caicach.web.site.demo.rounds.course import Quiet


def particulars(scored: Round, notation: str, signed_on: date, **more: Any) -> dict[str, Any]:
    """Return what is printed around the tables."""
    return {
        "title": f"Chỉ số cải cách hành chính các sở, ban, ngành năm {scored.year}",
        "notation": notation,
        "signed_on": signed_on.isoformat(),
        "place": "Nam Hà",
        "issuer": "Ủy ban nhân dân tỉnh mẫu Nam Hà",
        "superior": "",
        "authority": "Ủy ban nhân dân tỉnh",
        "on_behalf": "TM. Ủy ban nhân dân",
        "post": "Chủ tịch",
        "signer": "Nguyễn Văn Mẫu",
        "recipients": ["Các sở, ban, ngành", "Lưu: VT, SNV"],
        "cause": "",
        "gaps": "",
    } | more


def publish(by: Actor, scored: Round, values: dict[str, Any], now: datetime) -> Publication:
    """Publish at once what a worker would publish in the background."""
    return freeze_round(by, scored=scored, values=values, now=now, run=Quiet())


def contest(cast: Cast, province: str, cards: Sequence[Card], now: datetime) -> Card | None:
    """Let one agency complain with success and another without; return the one that was right."""
    lowered = Entry.objects.filter(card__in=cards, stage=Stage.APPRAISED_1, verdict="changed")
    rows = lowered.exclude(item__assessed_by="appraisal").select_related("item").order_by("card_id")
    by_key = {card.pk: card for card in cards}
    firsts = list({row.card_id: row for row in reversed(list(rows))}.values())[:2]
    right: Card | None = None
    for upheld, entry in zip((True, False), firsts, strict=False):
        card = by_key[entry.card_id]
        text = "Số liệu tự chấm đã có xác nhận của cơ quan thống kê, đề nghị xem xét lại (mẫu)."
        by = cast.officer(card.agency.code)
        complaint = file_complaint(by, card=card, item=entry.item, text=text, now=now)
        answer = "Chấp nhận khiếu nại, chấm lại mục này (mẫu)." if upheld else "Giữ kết quả (mẫu)."
        planner = cast.standing_body(province)
        answered = now + timedelta(days=2)
        answer_complaint(planner, complaint=complaint, upheld=upheld, answer=answer, now=answered)
        if upheld:
            typed = _claimed(card, entry)
            anew = DecidedAnew(typed, "Khiếu nại được chấp nhận (mẫu)", answer, complaint)
            correct_item(
                cast.secretary(province), card=card, item=entry.item, anew=anew, now=answered
            )
            right = card
    return right


def _claimed(card: Card, entry: Entry) -> dict[str, str]:
    own = Entry.objects.get(card=card, item=entry.item, stage=Stage.SELF).given
    return {name: str(text) for name, text in own.items() if name in ("numerator", "denominator")}


def remedy(cast: Cast, cards: Sequence[Card], year: int, due_on: date, now: datetime) -> int:
    """Name the cause of each card's greatest loss and plan a task against it; return how many."""
    running = Plan.objects.filter(first_year=year, state=Plan.State.IN_FORCE)
    plans = {plan.agency_id: plan for plan in running}
    count = 0
    for card in cards:
        plan, by = plans.get(card.agency_id), cast.officer(card.agency.code)
        scores = score_at(card, Stage.FINAL).sums.scores
        lost = [
            (item.maximum - score.points, item)
            for item in card.round.items.filter(kind="scored")
            if (score := scores.get(item.code)) is not None and score.points is not None
        ]
        gap, item = max(lost, key=lambda each: each[0])
        if plan is None or gap <= 0:
            continue
        words = f"Chưa bố trí người theo dõi mục {item.printed_code} từ đầu năm (mẫu)."
        cause = name_cause(by, card=card, item=item, cause=Cause("not_done", words), now=now)
        values = {
            "number": f"KP.{item.printed_code}",
            "label": f"Khắc phục điểm mất ở mục {item.printed_code}: {item.label}"[:500],
            "area": "steering",
            "owner": card.agency,
            "due_on": due_on,
            "deliverable": "Báo cáo kết quả khắc phục",
        }
        plan_remedy(by, cause=cause, plan=plan, values=values, now=now)
        count += 1
    return count
