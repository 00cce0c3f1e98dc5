"""The card page: what is due, typed in, saved, told; nothing of others' cards."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from little_province import COMMUNE, CONSTRUCTION, Cast
from sample_round import NOW, card_of, item_of

from caicach.web.rounds.models import Card, Entry, EntryChange, Filling, LateNote, Round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def page_of(cast: Cast, card: Card, who: str = "focal_officer", area: str = "") -> str:
    where = reverse("rounds:card", args=[card.pk])
    return cast.client(who).get(f"{where}?area={area}").content.decode()


def save(cast: Cast, card: Card, code: str, who: str = "focal_officer", **typed: Any) -> Any:
    where = reverse("rounds:card-enter", args=[card.pk, code])
    headers = {"HX-Request": "true"} if typed.pop("moving", True) else {}
    return cast.client(who).post(where, typed, headers=headers)


def know(card: Card, code: str, numerator: str, denominator: str) -> None:
    Filling.objects.create(
        card=card,
        item=item_of(card.round, code),
        given={"numerator": numerator, "denominator": denominator},
        source_kind="indicator",
        source_name="on_time_share",
        period="2026",
        facts_version=405,
    )


@pytest.fixture
def card(opened_round: Round) -> Card:
    return card_of(opened_round, CONSTRUCTION)


def test_the_first_sentence_tells_what_is_due_and_until_when(cast: Cast, card: Card) -> None:
    page = page_of(cast, card)
    assert "Còn 4 mục chưa có số liệu; gửi người đứng đầu trước 08:00 09/11/2026." in page
    assert "Đạt: 2; Một phần: 1; Không: 0" in page
    assert "Kế hoạch đã ký" in page


def test_an_area_is_called_in_the_language_of_the_page(cast: Cast, card: Card) -> None:
    client = cast.client("focal_officer")
    client.cookies["django_language"] = "en"
    page = client.get(reverse("rounds:card", args=[card.pk])).content.decode()
    assert "<caption>1. Steering" in page
    assert "<caption>1. Chỉ đạo" in page_of(cast, card)


def test_missing_is_never_shown_as_zero(cast: Cast, card: Card) -> None:
    assert page_of(cast, card).count("Chưa có số liệu") > 3
    save(cast, card, "1.2", value="0")
    assert "<strong>0,00</strong>" in page_of(cast, card)


def test_a_known_figure_is_marked_with_its_period_and_version(cast: Cast, card: Card) -> None:
    know(card, "2.1", "97", "100")
    page = page_of(cast, card, area="2")
    assert "97 / 100 = 97\u00a0%" in page
    assert 'class="auto">kho hồ sơ, kỳ 2026, phiên bản 405' in page
    answer = save(cast, card, "2.1", numerator="99", denominator="100").content.decode()
    assert "Ghi lý do ghi đè" in answer
    save(cast, card, "2.1", numerator="99", denominator="100", reason="118 hồ sơ sai")
    page = page_of(cast, card, area="2")
    assert "97 / 100" in page
    assert "Cơ quan ghi đè 99 / 100 = 99\u00a0%: “118 hồ sơ sai”" in page


def test_an_override_that_is_emptied_lets_the_known_figure_count_again(
    cast: Cast, card: Card
) -> None:
    know(card, "2.1", "97", "100")
    save(cast, card, "2.1", numerator="99", denominator="100", reason="118 hồ sơ sai")
    assert Entry.objects.get().points == 6
    save(cast, card, "2.1", seen="1", numerator="", denominator="", reason="")
    entry = Entry.objects.get()
    assert (entry.points, entry.given) == (4.5, {})
    Filling.objects.update(given={"numerator": "98", "denominator": "100"})
    assert "98 / 100 = 98\u00a0%" in page_of(cast, card, area="2")
    assert "<strong>6,00</strong>" in page_of(cast, card, area="2")


def test_saving_answers_points_totals_and_when_it_was_saved(cast: Cast, card: Card) -> None:
    answer = save(cast, card, "1.2", numerator="45", denominator="60").content.decode()
    item = item_of(card.round, "1.2")
    for part in (f'id="self-{item.pk}"', "<strong>3,00</strong>", 'id="totals"', "Đã lưu"):
        assert part in answer
    assert 'data-seen="1"' in answer


def test_a_pause_in_typing_writes_nothing_twice(cast: Cast, card: Card) -> None:
    save(cast, card, "1.2", value="")
    assert not Entry.objects.exists()
    save(cast, card, "1.2", value="50")
    save(cast, card, "1.2", value="50,0", seen="1")
    assert EntryChange.objects.count() == 1


def test_a_fault_stands_at_its_field_and_nothing_is_saved(cast: Cast, card: Card) -> None:
    answer = save(cast, card, "1.2", numerator="bốn", denominator="60").content.decode()
    assert "“bốn” không phải là số." in answer
    assert 'data-bad="numerator "' in answer
    assert not Entry.objects.exists()


def test_without_scripts_an_item_is_saved_and_its_faults_are_on_its_page(
    cast: Cast, card: Card
) -> None:
    assert save(cast, card, "1.2", moving=False, value="50").status_code == 302
    answer = save(cast, card, "1.2", moving=False, value="năm mươi", seen="1")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="năm mươi"' in page
    assert 'aria-invalid="true"' in page


def test_of_two_people_the_second_sees_both_values_and_chooses(cast: Cast, card: Card) -> None:
    save(cast, card, "1.2", value="50", seen="0")
    answer = save(cast, card, "1.2", who="agency_head", value="80", seen="0").content.decode()
    assert "Người focal_officer" in answer
    assert "Dùng của tôi" in answer
    assert 'name="value" value="80"' in answer
    assert Entry.objects.get().points == 2
    save(cast, card, "1.2", who="agency_head", value="80", seen="1")
    assert Entry.objects.get().points == Decimal("3.2")


def test_others_see_what_was_changed_and_not_their_own(cast: Cast, card: Card) -> None:
    save(cast, card, "1.2", value="50")
    where = reverse("rounds:card-changes", args=[card.pk])
    first = EntryChange.objects.get().pk - 1
    theirs = cast.client("agency_head").get(f"{where}?since={first}&area=1").content.decode()
    item = item_of(card.round, "1.2")
    assert f'<tr id="item-{item.pk}" class="line" hx-swap-oob="true">' in theirs
    mine = cast.client("focal_officer").get(f"{where}?since={first}&area=1").content.decode()
    assert '<tr id="item-' not in mine
    again = cast.client("agency_head").get(f"{where}?since={first + 1}")
    assert again.status_code == 204


def test_what_is_typed_after_the_lock_is_kept_and_told(cast: Cast, card: Card) -> None:
    Card.objects.update(self_open=False)
    answer = save(cast, card, "1.2", value="50").content.decode()
    assert "được giữ làm ghi chú" in answer
    assert LateNote.objects.get().typed == {"value": "50"}
    where = reverse("rounds:card-item", args=[card.pk, "1.2"])
    assert "gõ sau khi khóa" in cast.client("focal_officer").get(where).content.decode()


def test_points_lost_name_the_most_costly_items_and_what_it_takes(cast: Cast, card: Card) -> None:
    save(cast, card, "1.2", numerator="45", denominator="60")
    page = page_of(cast, card)
    assert "1.2 (−1,00)" in page
    assert "Hạng dự kiến <b>1 / 2</b>" in page
    assert "Thiếu 15" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("focal_officer", 200),
        ("agency_head", 200),
        ("standing_body", 200),
        ("leader", 200),
        ("council_member", 200),
        ("commune", 404),
        ("appraiser", 403),
        ("administrator", 403),
        ("stranger", 403),
        (None, 302),
    ],
)
def test_a_card_is_read_by_its_agency_and_those_who_read_the_round(
    who: str | None, status: int, cast: Cast, card: Card
) -> None:
    assert cast.client(who).get(reverse("rounds:card", args=[card.pk])).status_code == status


def test_whoever_has_one_card_is_led_to_it(cast: Cast, opened_round: Round, card: Card) -> None:
    answer = cast.client("focal_officer").get(reverse("rounds:cards"))
    assert answer["Location"] == reverse("rounds:card", args=[card.pk])
    page = cast.client("standing_body").get(reverse("rounds:cards")).content.decode()
    assert page.count('data-label="Tình trạng"') == 3
    listed = cast.client("commune").get(reverse("rounds:cards") + "?all=1").content.decode()
    assert "Xã Bình An" in listed
    assert "Sở Xây dựng" not in listed


def test_the_pages_of_a_card_ask_few_questions(
    cast: Cast, card: Card, django_assert_max_num_queries: Any
) -> None:
    save(cast, card, "1.2", numerator="45", denominator="60")
    client = cast.client("focal_officer")
    for where in (
        reverse("rounds:card", args=[card.pk]),
        reverse("rounds:card-item", args=[card.pk, "1.2"]),
        reverse("rounds:card-row", args=[card.pk, "1.2"]),
        reverse("rounds:card-changes", args=[card.pk]),
        reverse("rounds:cards") + "?all=1",
    ):
        with django_assert_max_num_queries(12):
            assert client.get(where).status_code == 200


def test_the_appraisal_is_hidden_from_the_agency_until_its_phase_is_over(
    cast: Cast, card: Card
) -> None:
    Card.objects.update(appraised_1_open=True, self_open=False)
    Round.objects.update(phase="appraisal_1")
    item = item_of(card.round, "1.2")
    Entry.objects.create(
        card=card,
        item=item,
        stage="appraised_1",
        given={"value": "10"},
        points="0.4",
        score="scored",
        verdict="changed",
        reason="Thiếu biên bản",
        by_agency=item.lead,
    )
    assert "Thiếu biên bản" not in page_of(cast, card)
    assert "Thiếu biên bản" in page_of(cast, card, "standing_body")
    Round.objects.update(phase="explanation")
    assert "Thiếu biên bản" in page_of(cast, card)


def test_another_agencys_officer_cannot_save(cast: Cast, card: Card) -> None:
    assert save(cast, card, "1.2", who="commune", value="50").status_code == 404
    assert save(cast, card, "1.2", who="standing_body", value="50").status_code == 403
    assert save(cast, card_of(card.round, COMMUNE), "1.2", value="50").status_code == 404
    assert not Entry.objects.exists()
