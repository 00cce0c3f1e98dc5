"""A round begun like last year's: by the newest edition of its set, told what that changes."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from little_province import CONSTRUCTION, Cast, agency
from sample_round import NOW, SET, begin_round, card_of, item_of

from caicach.core.criteria import load_edition, read_shipped
from caicach.web.rounds.actions.evidence import Piece, add_evidence
from caicach.web.rounds.actions.rounds import keep_edition
from caicach.web.rounds.models import KeptEdition, Round
from caicach.web.rounds.queries.compared import compare
from caicach.web.rounds.queries.offered import (
    Offered,
    newest_of_set,
    offered_editions,
    read_sent,
    sent_edition,
    shipped_digest,
)

pytestmark = pytest.mark.django_db
NEXT = (
    SET.replace("little/2026", "little/2027")
    .replace('vi: "Bộ tiêu chí nhỏ"', 'vi: "Bộ tiêu chí nhỏ năm 2027"')
    .replace(
        'code: 1.2, label: "Nhiệm vụ hoàn thành", max_points: 4',
        'code: 1.2, label: "Nhiệm vụ hoàn thành", max_points: 3',
    )
    .replace(
        'code: 1.3, label: "Soạn thảo văn bản", max_points: 2',
        'code: 1.4, label: "Văn bản mới", max_points: 3',
    )
)
"""1.2 is worth less, 1.3 is gone, 1.4 is new."""


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("standing_body")


def head(scored: Round, **more: Any) -> dict[str, Any]:
    lead = agency("H99.01").pk
    given = {"previous": scored.pk, "name": "Đợt năm 2027", "period": "2027", "kind": "official"}
    return given | {"lead": lead} | more


def next_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("moi.yaml", NEXT.encode())


def hand_in(cast: Cast, scored: Round, *codes: str) -> None:
    card, by = card_of(scored, CONSTRUCTION), cast.actor("focal_officer")
    for code in codes:
        piece = Piece(link=f"https://namha.example/{code}")
        add_evidence(by, card=card, items=[item_of(scored, code)], piece=piece, now=NOW)


def test_the_set_for_these_tests_can_be_read() -> None:
    assert load_edition(NEXT, "next.yaml").edition is not None


def test_the_newest_edition_of_the_same_set_is_taken_unless_told(
    cast: Cast, opened_round: Round, client: Client
) -> None:
    begin_round(cast, NEXT, name="Đợt khác")
    client.post(reverse("rounds:copy"), head(opened_round))
    assert Round.objects.get(year=2027).edition.name == "little/2027"


def test_the_former_edition_may_be_kept(cast: Cast, opened_round: Round, client: Client) -> None:
    begin_round(cast, NEXT, name="Đợt khác")
    chosen = f"kept:{opened_round.edition_id}"
    client.post(reverse("rounds:copy"), head(opened_round, edition=chosen))
    assert Round.objects.get(year=2027).edition == opened_round.edition


def test_a_set_that_ships_may_be_taken_and_is_kept_then(
    opened_round: Round, client: Client
) -> None:
    client.post(
        reverse("rounds:copy"), head(opened_round, edition="shipped:sample-department/2026")
    )
    made = Round.objects.get(year=2027)
    assert made.edition.text == read_shipped("sample-department/2026")
    assert made.edition.sha256 == shipped_digest("sample-department/2026")


def test_the_page_tells_what_changes_before_anything_is_made(
    cast: Cast, opened_round: Round, client: Client
) -> None:
    hand_in(cast, opened_round, "1.2", "1.3")
    begin_round(cast, NEXT, name="Đợt khác")
    address = f"{reverse('rounds:copy')}?round={opened_round.pk}"
    page = " ".join(client.get(address).content.decode().split())
    assert "1 mục mới, 1 mục bỏ, 1 mục đổi điểm tối đa, 0 mục đổi mã" in page
    assert "1 tài liệu của đợt trước dùng lại được ở cùng mục; 1 tài liệu thuộc mục đã bỏ" in page
    assert not Round.objects.filter(year=2027).exists()


def test_a_file_is_looked_at_and_need_not_be_sent_again(
    cast: Cast, opened_round: Round, client: Client
) -> None:
    where = reverse("rounds:copy")
    looked = client.post(where, head(opened_round, file=next_file(), look="1"))
    assert looked.status_code == 200
    assert "1 mục mới, 1 mục bỏ" in looked.content.decode()
    assert not Round.objects.filter(year=2027).exists()
    chosen = looked.context["form"]["edition"].value()
    client.post(where, head(opened_round, edition=chosen))
    assert Round.objects.get(year=2027).edition.name == "little/2027"


def test_faults_of_a_file_are_told_and_nothing_is_made(opened_round: Round, client: Client) -> None:
    broken = SimpleUploadedFile("moi.yaml", NEXT.replace("kind: linear", "kind: liner").encode())
    answer = client.post(reverse("rounds:copy"), head(opened_round, file=broken))
    assert answer.status_code == 422
    assert "liner" in answer.content.decode()
    assert not Round.objects.filter(year=2027).exists()


def test_a_key_nobody_sealed_is_no_edition(cast: Cast, opened_round: Round, client: Client) -> None:
    kept, _issues = keep_edition(NEXT, "next.yaml")
    assert kept is not None
    assert read_sent(sent_edition(kept).key) == kept
    for key in (f"sent:{kept.pk}", f"kept:{kept.pk}", "shipped:none/1", "kept:x"):
        answer = client.post(reverse("rounds:copy"), head(opened_round, edition=key))
        assert "edition" in answer.context["form"].errors
    assert read_sent(f"sent:{kept.pk}") is None


def test_only_options_the_edition_still_has_are_taken_over(
    cast: Cast, opened_round: Round, client: Client
) -> None:
    Round.objects.filter(pk=opened_round.pk).update(choices={"gone": "a"})
    client.post(reverse("rounds:copy"), head(opened_round))
    assert Round.objects.get(year=2027).choices == {}


def test_what_goes_on_is_counted_by_the_code_of_the_item(cast: Cast, opened_round: Round) -> None:
    hand_in(cast, opened_round, "1.1", "1.3")
    recoded = NEXT.replace("code: 1.1\n", "code: 1.9\n        continues: little/2026#1.1\n")
    new = load_edition(recoded, "next.yaml").edition
    assert new is not None
    found = compare(opened_round, new)
    assert [(each.code, each.new_code, each.pieces) for each in found.carried] == [
        ("1.1", "1.9", 1)
    ]
    assert [(each.code, each.pieces) for each in found.left] == [("1.3", 1)]
    assert found.counts == {"added": 1, "removed": 1, "recoded": 1, "maximum": 1}


def test_a_block_the_edition_no_longer_has_is_told(opened_round: Round) -> None:
    text = NEXT.replace(', {id: communes, label: "Khối xã"}', "")
    new = load_edition(text, "next.yaml").edition
    assert new is not None
    assert compare(opened_round, new).lost_blocks == ["Khối xã"]


def test_the_newest_of_a_set_is_by_its_edition_and_never_of_another_set() -> None:
    offered = [Offered(each, each, each) for each in ("a/2026", "a/2027", "b/2028")]
    assert newest_of_set(offered, "a/2025") == offered[1]
    assert newest_of_set(offered, "c/2025") is None


def test_editions_of_rounds_out_of_sight_are_not_offered(cast: Cast, opened_round: Round) -> None:
    keep_edition(NEXT, "next.yaml")
    kept = [each for each in offered_editions(Round.objects.all()) if each.key[:4] == "kept"]
    assert [each.name for each in kept] == ["little/2026"]
    assert KeptEdition.objects.count() == 2


def test_the_page_asks_few_questions(
    cast: Cast, opened_round: Round, client: Client, django_assert_max_num_queries: Any
) -> None:
    begin_round(cast, NEXT, name="Đợt khác")
    with django_assert_max_num_queries(12):
        assert client.get(reverse("rounds:copy")).status_code == 200
