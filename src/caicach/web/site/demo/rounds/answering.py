"""Cards of the demonstration filled in, sent and approved by the agency's own people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from caicach.core.issues import Issue
from caicach.files.workbook.layout import Column
from caicach.web.rounds.actions.cards import approve_card, submit_card
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.actions.evidence import Piece, add_evidence
from caicach.web.rounds.actions.remarks import add_note
from caicach.web.rounds.models import Card, Filling, Item
from caicach.web.site.demo.cast import Cast
from caicach.web.site.demo.chance import between, draw
from caicach.web.site.demo.evidence import evidence
from caicach.web.site.demo.rounds.answers import Typed, answer

OVERRIDDEN, WITH_A_PIECE, ALWAYS = 0.05, 0.82, 1.0
WHY_OVERRIDDEN = "Một số hồ sơ đồng bộ chậm, đã đối soát với hệ thống một cửa (mẫu)."
WHY_NOTHING = "Tài liệu đang lưu tại phòng chuyên môn, sẽ bổ sung khi thẩm định (mẫu)."


@dataclass(frozen=True)
class Filler:
    """Who fills in cards of one round, and with what. columns: fields by item."""

    cast: Cast
    province: str
    items: Sequence[Item]
    columns: Mapping[str, Sequence[Column]]
    year: int

    def fill(self, card: Card, share: float, now: datetime) -> None:
        """Fill in that share of the card, with evidence."""
        known = dict(Filling.objects.filter(card=card).values_list("item__code", "given"))
        owed: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            if not item.is_self_scored or item.code not in self.columns:
                continue
            if draw("filled", card.agency.code, item.code, self.year) < share:
                self._enter(card, item, known.get(item.code), now)
                if item.needs_evidence:
                    owed[item.area].append(item)
        for items in owed.values():
            self._prove(card, items, now)

    def send(self, card: Card, now: datetime) -> list[Issue]:
        """Send the card to the head."""
        card.refresh_from_db()
        return submit_card(self.cast.officer(card.agency.code), card=card, confirmed=True, now=now)

    def approve(self, card: Card, now: datetime) -> bool:
        """Approve it, where the agency has a head."""
        by = self.cast.head(card.agency.code)
        if by is None:
            return False
        card.refresh_from_db()
        approve_card(by, card=card, now=now)
        return True

    def _enter(
        self, card: Card, item: Item, known: Mapping[str, str] | None, now: datetime
    ) -> None:
        code = card.agency.code
        typed = answer(self.columns[item.code], code, self.year)
        if known is not None:
            if draw("override", code, item.code, self.year) > OVERRIDDEN:
                return
            typed = _better(known)
        if typed:
            enter(self.cast.officer(code), card=card, item=item, typed=typed, now=now)

    def _prove(self, card: Card, items: Sequence[Item], now: datetime) -> None:
        """Hand in one file for most items of an area, and say why there is none for the others."""
        code, by = card.agency.code, self.cast.officer(card.agency.code)
        shown = [each for each in items if draw("shown", code, each.code, self.year) < WITH_A_PIECE]
        for item in items:
            if item not in shown:
                add_note(by, card=card, item=item, text=WHY_NOTHING, now=now)
        if not shown:
            return
        title = f"Tài liệu kiểm chứng lĩnh vực {shown[0].area}"
        rows = [("Cơ quan", card.name), ("Năm", str(self.year))]
        rows += [(f"Mục {each.printed_code}", each.label) for each in shown]
        piece = evidence(ALWAYS, title, rows, "round", code, shown[0].area, self.year)
        page = str(between(1, 3, "page", code, shown[0].area))
        files = [] if piece.upload is None else [piece.upload]
        add_evidence(by, card=card, items=shown, piece=Piece(uploads=files, page=page), now=now)


def _better(known: Mapping[str, str]) -> Typed:
    """Return what the agency holds against a known share: a few more in the numerator."""
    if "numerator" not in known or "denominator" not in known:
        return {}
    top, whole = int(known["numerator"]), int(known["denominator"])
    more = min(whole, top + max(1, whole // 30))
    if more == top:
        return {}
    return {"numerator": str(more), "denominator": str(whole), "reason": WHY_OVERRIDDEN}
