"""Appraisals of the demonstration: most points stand, some fall, some are asked about."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from caicach.core.rules import Given
from caicach.web.appraisal.actions.verdicts import Choice, Sent, decide
from caicach.web.appraisal.matter import Matter, is_appraised
from caicach.web.appraisal.needs import needs_verdict, second_needs
from caicach.web.audit.actor import Actor
from caicach.web.rounds.actions.remarks import agree, explain
from caicach.web.rounds.appraisers import appraiser_of
from caicach.web.rounds.models import Card, Entry, Filling, Item, Stage
from caicach.web.rounds.scoring import standing_givens
from caicach.web.site.demo.cast import Cast
from caicach.web.site.demo.chance import between, draw, pick

CHANGED, ASKED, AGREED = 0.07, 0.08, 0.55
WHY_LESS = (
    "Tài liệu kiểm chứng chưa thể hiện đủ số đã khai (mẫu).",
    "Số liệu đối chiếu với báo cáo năm thấp hơn số tự chấm (mẫu).",
    "Chưa có văn bản của cấp có thẩm quyền xác nhận (mẫu).",
)
WHY_ASKED = (
    "Đề nghị giải trình chênh lệch với báo cáo quý IV (mẫu).",
    "Đề nghị bổ sung trang có chữ ký, con dấu (mẫu).",
)
EXPLAINED = (
    "Đơn vị gửi bổ sung danh sách chi tiết, số liệu tính cả các đơn vị trực thuộc (mẫu).",
    "Văn bản ban hành ngày cuối năm nên chưa có trong báo cáo quý (mẫu).",
)


def appraise(cast: Cast, cards: Sequence[Card], items: Sequence[Item], now: datetime) -> None:
    """Give the first verdict on every item that people appraise."""
    for card in cards:
        givens = standing_givens([card.pk], Stage.SELF)[card.pk]
        known = set(Filling.objects.filter(card=card).values_list("item_id", flat=True))
        for item in filter(is_appraised, items):
            by = _appraiser(cast, card, item)
            sent = _first(card, item, givens.get(item.code), is_known=item.pk in known)
            if by is not None and sent is not None:
                decide(by, matter=Matter(item, card), sent=sent, now=now)


def _appraiser(cast: Cast, card: Card, item: Item) -> Actor | None:
    agency = appraiser_of(item, card)
    return None if agency is None else cast.appraiser(agency.code)


def _first(card: Card, item: Item, given: Given | None, *, is_known: bool) -> Sent | None:
    code, luck = card.agency.code, draw("appraised", card.agency.code, item.code, card.round.year)
    if item.assessed_by == "appraisal":
        points = item.maximum * between(5, 8, "judged", code, item.code) / 8
        return Sent(Choice.CHANGE, {"points": f"{points:.2f}", "reason": "Chấm theo hồ sơ (mẫu)."})
    if given is None or given.is_blank:
        return None
    reason = pick(WHY_LESS, code, item.code)
    less = None if is_known else _less(given)
    if luck < CHANGED and less is not None:
        return Sent(Choice.CHANGE, {**less, "reason": reason})
    if luck < CHANGED + ASKED:
        why = pick(WHY_ASKED, code, item.code)
        return Sent(Choice.ASK, {**(less or {}), "reason": why})
    return Sent(Choice.ACCEPT)


def _less(given: Given) -> dict[str, str] | None:
    """Return a little less than was claimed, where there are counts."""
    if given.numerator is None or given.denominator is None or given.numerator < 2:
        return None
    return {"numerator": str(int(given.numerator * 9 / 10)), "denominator": str(given.denominator)}


def answer_all(cast: Cast, cards: Sequence[Card], now: datetime, share: float = 1.0) -> None:
    """Let agencies accept what was taken off, or explain."""
    for entry in _contested(cards):
        card, code = entry.card, entry.card.agency.code
        if draw("answers", code, entry.item.code, card.round.year) > share:
            continue
        by = cast.officer(code)
        if draw("agrees", code, entry.item.code, card.round.year) < AGREED:
            agree(by, card=card, item=entry.item, now=now)
        else:
            text = pick(EXPLAINED, code, entry.item.code)
            explain(by, card=card, item=entry.item, text=text, now=now)


def _contested(cards: Sequence[Card]) -> list[Any]:
    rows = Entry.objects.filter(
        card__in=cards, stage=Stage.APPRAISED_1, verdict__in=("changed", "asked")
    ).exclude(item__assessed_by="appraisal")
    found = list(rows.select_related("item__lead").order_by("card_id", "item__position"))
    by_key = {card.pk: card for card in cards}
    for each in found:
        each.card = by_key[each.card_id]
    return found


def appraise_again(cast: Cast, cards: Sequence[Card], now: datetime) -> None:
    """Give the second verdict on what was explained: some of it helps."""
    for entry in _contested(cards):
        by, matter = _appraiser(cast, entry.card, entry.item), Matter(entry.item, entry.card)
        remarks, reopened = second_needs(matter)
        if by is None or not needs_verdict(entry, remarks, reopened=reopened):
            continue
        helps = draw("helps", entry.card.agency.code, entry.item.code) < 0.5
        why = "Chấp nhận giải trình (mẫu)." if helps else "Giữ điểm thẩm định lần 1 (mẫu)."
        choice = Choice.CLAIM if helps else Choice.ACCEPT
        sent = Sent(choice, {"reason": why})
        decide(by, matter=matter, sent=sent, now=now)
