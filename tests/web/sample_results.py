"""The little round played to its end: decided, published, corrected."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_round import NOW, advance, begin_round, card_of, item_of, open_for

from caicach.core.rules import Given
from caicach.web.jobs.models import Job
from caicach.web.jobs.worker import run_waiting
from caicach.web.results.actions.corrections import DecidedAnew, correct_item
from caicach.web.results.actions.publishing import publish_later
from caicach.web.results.models import Correction, Publication
from caicach.web.rounds.models import Entry, Round, Stage
from caicach.web.rounds.writing import Handed, Turn, write_entry

VALUES: dict[str, Any] = {
    "title": "Kết quả xác định Chỉ số cải cách hành chính năm 2026",
    "notation": "12/QĐ-UBND",
    "signed_on": "2027-01-15",
    "place": "Nam Hà",
    "issuer": "ỦY BAN NHÂN DÂN TỈNH NAM HÀ",
    "superior": "",
    "authority": "Chủ tịch Ủy ban nhân dân tỉnh",
    "on_behalf": "",
    "post": "CHỦ TỊCH",
    "signer": "Nguyễn Văn An",
    "recipients": ["Như Điều 3", "Lưu: VT, NV"],
    "cause": "",
    "gaps": "Điều tra xã hội học không tổ chức năm nay; Hội đồng đồng ý công bố phần có số liệu",
}
FIGURES = {
    HOME_AFFAIRS: {"1.1": "2", "1.2": "4", "1.3": "1.5", "2.1": "6", "2.3": "1"},
    CONSTRUCTION: {"1.1": "1", "1.2": "3", "1.3": "2", "2.1": "4.5", "2.3": "1.5", "T.1": "0.5"},
    COMMUNE: {"1.1": "2", "1.2": "2.25", "1.3": "0", "2.1": "0", "2.3": "2"},
}


def decide(cast: Cast, scored: Round, code: str, item: str, points: str) -> None:
    """Write points as the council decided them."""
    card = card_of(scored, code)
    by = cast.actor("council_secretary")
    turn = Turn(by, Stage.FINAL, card.round.agency, NOW)
    handed = Handed(Given(points=Decimal(points)), Entry.Source.DECIDED, "Hội đồng quyết định")
    write_entry(turn, card, item_of(scored, item), handed)


def decided_round(cast: Cast, now: datetime = NOW, **more: Any) -> Round:
    """Return a round whose council has ended and whose publication is open."""
    scored = open_for(cast, begin_round(cast, **more))
    scored = advance(cast, scored, "council", now)
    for code, items in FIGURES.items():
        for item, points in items.items():
            decide(cast, scored, code, item, points)
    return advance(cast, scored, "publication", now)


def published_round(cast: Cast, **more: Any) -> Publication:
    """Return what was published of such a round."""
    return publish(cast, decided_round(cast, **more))


def publish(cast: Cast, scored: Round, now: datetime = NOW, **values: Any) -> Publication:
    """Publish a round with what is done in the background."""
    by, person = cast.actor("standing_body"), cast["standing_body"]
    job = publish_later(by, scored=scored, values=VALUES | values, now=now, person_id=person.pk)
    run_waiting("test")
    done = Job.objects.get(pk=job.pk)
    assert "publication" in (done.result or {}), (done.result, done.error)
    return Publication.objects.select_related("round__edition", "round__agency").get(
        pk=done.result["publication"]
    )


def correct(cast: Cast, scored: Round, code: str, item: str, points: str) -> Correction:
    """Decide an item anew after publication."""
    scored.refresh_from_db()
    row = Entry.objects.filter(card__round=scored, card__agency__code=code, item__code=item)
    final = row.filter(stage=Stage.FINAL).first()
    anew = DecidedAnew(
        {"points": points},
        "Bỏ sót văn bản đã ban hành",
        "Hội đồng họp ngày 20/01",
        named="Biên bản 05/BB-HĐTĐ ngày 20/01/2027",
        seen=final.version if final else 0,
    )
    return correct_item(
        cast.actor("council_secretary"),
        card=card_of(scored, code),
        item=item_of(scored, item),
        anew=anew,
        now=NOW,
    )
