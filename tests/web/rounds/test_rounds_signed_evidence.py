"""What signatures of evidence are worth, beside the evidence itself."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from little_province import CONSTRUCTION, Cast
from sample_appraisal import go_to
from sample_round import NOW, card_of, item_of

from caicach.web.attachments import trust
from caicach.web.rounds.actions.evidence import Piece, add_evidence
from caicach.web.rounds.models import Card, Round
from own_authority import authority, blank_pdf, issued, proven_pdf, signed_pdf

pytestmark = pytest.mark.django_db
CHIP = re.compile(r'<span class="chip (\w*)">Chữ ký số: ([^<]+)</span>')


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_FOLDER, settings.SIGNATURE_ANCHORS = tmp_path / "evidence", None
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    trust._JUDGED.clear()


@pytest.fixture
def trusting(settings: Any, tmp_path: Path) -> None:
    """Have the installation trust the authority of the tests."""
    folder = tmp_path / "anchors"
    folder.mkdir()
    (folder / "root.pem").write_bytes(authority().root.pem)
    settings.SIGNATURE_ANCHORS = folder


@pytest.fixture
def card(opened_round: Round) -> Card:
    return card_of(opened_round, CONSTRUCTION)


def hand_in(cast: Cast, card: Card, *contents: bytes, code: str = "1.1") -> int:
    files = [SimpleUploadedFile(f"van-ban-{n}.pdf", each) for n, each in enumerate(contents)]
    by, item = cast.actor("focal_officer"), item_of(card.round, code)
    made = add_evidence(by, card=card, items=[item], piece=Piece(uploads=files), now=NOW)
    return made[0].pk


def good(pdf: bytes | None = None) -> bytes:
    return proven_pdf(signed_pdf(pdf), authority().crls())


def chips(cast: Cast, who: str, name: str, *args: Any) -> list[tuple[str, str]]:
    page = cast.client(who).get(reverse(name, args=args)).content.decode()
    return CHIP.findall(page)


@pytest.mark.usefixtures("trusting")
def test_the_state_stands_beside_the_evidence_wherever_it_is_listed(cast: Cast, card: Card) -> None:
    piece = hand_in(cast, card, good())
    valid = [("met", "Hợp lệ")]
    assert chips(cast, "focal_officer", "rounds:card", card.pk) == valid
    assert chips(cast, "focal_officer", "rounds:card-item", card.pk, "1.1") == valid
    assert chips(cast, "focal_officer", "rounds:evidence", piece) == valid
    go_to(card.round, "appraisal_1")
    assert chips(cast, "appraiser", "appraisal:matter", card.pk, "1.1") == valid


def test_without_anchors_nothing_is_called_valid(cast: Cast, card: Card) -> None:
    hand_in(cast, card, good())
    assert chips(cast, "focal_officer", "rounds:card", card.pk) == [("", "Chưa kiểm chứng được")]


@pytest.mark.usefixtures("trusting")
def test_a_file_is_worth_its_worst_signature(cast: Cast, card: Card) -> None:
    stranger = issued("Người lạ")
    hand_in(cast, card, proven_pdf(signed_pdf(good(), stranger, field_name="ChuKy2")))
    ((shape, said),) = chips(cast, "focal_officer", "rounds:card", card.pk)
    assert shape != "met"
    assert said.endswith("(2)")
    assert "Hợp lệ" not in said


@pytest.mark.usefixtures("trusting")
def test_a_revoked_signer_and_broken_bytes_are_told(cast: Cast, card: Card) -> None:
    gone = (authority().signer, NOW - timedelta(days=1))
    revoked = proven_pdf(signed_pdf(), authority().crls(gone))
    broken = good().replace(b"/MediaBox", b"/MediaBux", 1)
    hand_in(cast, card, revoked, broken)
    told = chips(cast, "focal_officer", "rounds:card", card.pk)
    assert told == [("missed", "Chứng thư bị thu hồi"), ("missed", "Không toàn vẹn")]


def test_a_file_nobody_signed_has_no_chip(cast: Cast, card: Card) -> None:
    hand_in(cast, card, blank_pdf())
    assert chips(cast, "focal_officer", "rounds:card", card.pk) == []


@pytest.mark.usefixtures("trusting")
def test_many_signed_files_are_judged_with_one_query(
    cast: Cast, card: Card, django_assert_max_num_queries: Any
) -> None:
    hand_in(cast, card, *(good(blank_pdf(pages)) for pages in (1, 2, 3)))
    hand_in(cast, card, good(blank_pdf(4)), code="1.2")
    client = cast.client("focal_officer")
    for name, args in (("card", []), ("card-item", ["1.1"])):
        trust._JUDGED.clear()
        with django_assert_max_num_queries(12):
            page = client.get(reverse(f"rounds:{name}", args=[card.pk, *args])).content.decode()
        assert len(CHIP.findall(page)) == (4 if name == "card" else 3)
