"""Figures of surveys and outside indices: read, looked at, joined, replaced until publication."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_council import SYSTEM, council_round
from sample_round import NOW, SET, card_of

from caicach.web.audit.actor import NotAllowedError
from caicach.web.council.actions.figures import (
    drop_figures,
    join_figures,
    propose_file,
    propose_index,
)
from caicach.web.council.models import JoinedFigure, Joining
from caicach.web.council.refusals import RoundPublishedError
from caicach.web.jobs.worker import run_waiting
from caicach.web.rounds.models import Filling, Round, Tally
from caicach.web.rounds.refusals import RoundRefusedError, WrongMomentError
from caicach.web.rounds.scoring import score_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evidence(tmp_path: Any, settings: Any) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"


@pytest.fixture
def made(cast: Cast) -> Round:
    return council_round(cast)


def table(*rows: str, head: str = "Cơ quan;Mã tiêu chí;Điểm") -> SimpleUploadedFile:
    content = "\n".join([head, *rows]).encode("utf-8-sig")
    return SimpleUploadedFile("khao-sat.csv", content)


def arrived(made: Round, upload: SimpleUploadedFile) -> Joining:
    told = {"source": "Điều tra xã hội học 2026", "period": "2026", "upload": upload}
    return propose_file(SYSTEM, scored=made, now=NOW, **told)


def codes(refused: Any) -> list[str]:
    return [each.code for each in refused.value.issues]


def points(made: Round, code: str) -> Any:
    return score_at(card_of(made, code), "final").sums.scores["2.2"].points


def test_figures_count_once_they_are_joined(made: Round) -> None:
    joining = arrived(made, table(f"{CONSTRUCTION};2.2;3,5", "Sở Nội vụ;2.2;0"))
    assert Filling.objects.count() == 0
    assert points(made, CONSTRUCTION) is None
    assert join_figures(SYSTEM, joining=joining, now=NOW) == 2
    assert str(points(made, CONSTRUCTION)) == "3.5"
    assert points(made, HOME_AFFAIRS) == 0
    assert points(made, COMMUNE) is None  # missing is not 0
    kept = Filling.objects.get(card=card_of(made, CONSTRUCTION))
    assert (kept.source_kind, kept.source_name) == ("survey", "Điều tra xã hội học 2026")
    places = list(JoinedFigure.objects.values_list("place", flat=True))
    assert places == ["khao-sat.csv:2", "khao-sat.csv:3"] or all("khao-sat" in e for e in places)


def test_sums_are_made_again(made: Round) -> None:
    joining = arrived(made, table(f"{CONSTRUCTION};2.2;3,5"))
    join_figures(SYSTEM, joining=joining, now=NOW)
    run_waiting("test")
    tally = Tally.objects.get(card=card_of(made, CONSTRUCTION), stage="self")
    assert tally.exact["points"] == "3.5"


def test_all_faults_are_told_at_their_cells(made: Round) -> None:
    rows = ("H99.999;2.2;3", f"{CONSTRUCTION};1.2;3", f"{HOME_AFFAIRS};2.2;5", f"{COMMUNE};2.2;ba")
    with pytest.raises(RoundRefusedError) as refused:
        arrived(made, table(*rows))
    told = {each.code: each.where for each in refused.value.issues}
    assert {"council-agency-unknown", "council-item-not-joined", "points-above-maximum"} <= set(
        told
    )
    assert all("khao-sat.csv" in where for where in told.values())
    assert len(told) == 4
    assert not Joining.objects.exists()


def test_an_agency_named_twice_is_a_fault(made: Round) -> None:
    with pytest.raises(RoundRefusedError) as refused:
        arrived(made, table(f"{CONSTRUCTION};2.2;3", "Sở Xây dựng;2.2;2"))
    assert codes(refused) == ["item-twice"]


def test_an_empty_cell_stays_missing(made: Round) -> None:
    joining = arrived(made, table(f"{CONSTRUCTION};2.2;3", f"{HOME_AFFAIRS};2.2;"))
    assert joining.figures.count() == 1
    with pytest.raises(RoundRefusedError) as refused:
        arrived(made, table(f"{HOME_AFFAIRS};2.2;"))
    assert "council-no-figures" in codes(refused)


def test_later_figures_take_the_place_of_earlier_until_publication(made: Round) -> None:
    first = arrived(made, table(f"{CONSTRUCTION};2.2;3"))
    join_figures(SYSTEM, joining=first, now=NOW)
    second = arrived(made, table(f"{CONSTRUCTION};2.2;2"))
    join_figures(SYSTEM, joining=second, now=NOW)
    assert points(made, CONSTRUCTION) == 2
    assert [each.number for each in Joining.objects.order_by("pk")] == [1, 2]
    third = arrived(made, table(f"{CONSTRUCTION};2.2;1"))
    Filling.objects.update(pinned_at=NOW)
    with pytest.raises(RoundPublishedError):
        join_figures(SYSTEM, joining=third, now=NOW)
    Round.objects.update(state="published")
    with pytest.raises(RoundPublishedError):
        join_figures(SYSTEM, joining=third, now=NOW)
    assert points(made, CONSTRUCTION) == 2


def test_what_is_dropped_or_joined_is_not_joined_again(made: Round) -> None:
    joining = arrived(made, table(f"{CONSTRUCTION};2.2;3"))
    drop_figures(SYSTEM, joining=joining)
    with pytest.raises(WrongMomentError):
        join_figures(SYSTEM, joining=joining, now=NOW)


def index_set() -> str:
    """The little set with an item that takes PCI as it is published."""
    item = (
        '{code: 2.4, label: "Chỉ số PCI", max_points: 5, assessed_by: import, '
        'measured_by: {index: pci}, rule: {kind: imported_index, index: "PCI"}}'
    )
    head, tail = SET.split("  - code: T\n")
    return f"{head}      - {item}\n  - code: T\n{tail}".replace("max_points: 12", "max_points: 17")


def test_a_published_index_is_joined_from_the_watch(cast: Cast) -> None:
    made = council_round(cast, text=index_set().replace("maximum: 20", "maximum: 25"))
    with pytest.raises(RoundRefusedError) as refused:
        propose_index(SYSTEM, scored=made, series="pci", year=2019, now=NOW)
    assert codes(refused) == ["council-index-not-published"]  # no such province in the watch
    from caicach.web.register.models import Entry, RegisterVersion

    Entry.objects.filter(agency__code="H99").update(name="UBND tỉnh Đồng Tháp")
    RegisterVersion.objects.update(number=99_991)
    joining = propose_index(SYSTEM, scored=made, series="pci", year=2019, now=NOW)
    assert (joining.series, joining.period, joining.figures.count()) == ("pci", "2019", 3)
    join_figures(SYSTEM, joining=joining, now=NOW)
    kept = Filling.objects.filter(item__code="2.4")
    assert {each.given["value"] for each in kept} == {kept[0].given["value"]}
    assert kept[0].source_kind == "import"


@pytest.mark.parametrize("who", ["council_member", "leader", "administrator", "focal_officer"])
def test_only_the_standing_body_and_the_secretary_join(who: str, made: Round, cast: Cast) -> None:
    joining = arrived(made, table(f"{CONSTRUCTION};2.2;3"))
    with pytest.raises(NotAllowedError):
        join_figures(cast.actor(who), joining=joining, now=NOW)


def at(name: str, *args: Any) -> str:
    return reverse(f"council:{name}", args=args)


def body(client: Client, where: str) -> str:
    response = client.get(where)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_file_is_looked_at_before_it_counts(
    made: Round, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client = cast.client("standing_body")
    assert "Còn thiếu 3 số liệu" in body(client, at("figures", made.pk))
    assert "2.2" in body(client, at("figures-upload", made.pk))
    sent = {"source": "Điều tra 2026", "period": "2026"}
    wrong = client.post(
        at("figures-upload", made.pk), sent | {"file": table("H99.999;2.2;3", "x;y;z")}
    )
    assert wrong.status_code == 422
    assert "H99.999" in wrong.content.decode()
    done = client.post(
        at("figures-upload", made.pk), sent | {"file": table(f"{CONSTRUCTION};2.2;3")}
    )
    joining = Joining.objects.get()
    assert done["Location"] == at("joining", joining.pk)
    with django_assert_max_num_queries(12):
        page = body(client, at("joining", joining.pk))
    assert "1 mới" in page
    assert "2 số liệu của cơ quan khác vẫn chưa có" in page
    client.post(at("joining-step", joining.pk, "join"))
    assert "Còn thiếu 2 số liệu" in body(client, at("figures", made.pk))
    missing = client.get(at("figures", made.pk), {"export": "csv"}).content.decode()
    assert "Xã Bình An" in missing
    file = client.get(at("joining-file", joining.pk))
    assert b"".join(file.streaming_content).startswith(b"\xef\xbb\xbf")
