"""Pages by which phases are planned and moved, and a running round is changed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from little_province import (
    Cast,
)
from lxml import html
from sample_round import SET, advance, begin_round

from caicach.web.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db
WHY = "Theo Công văn 12 của Sở Nội vụ"


def text_of(response: Any) -> str:
    page = html.document_fromstring(response.content.decode())
    return " ".join(page.xpath("//main")[0].text_content().split())


def at(name: str, *about: Any) -> str:
    return reverse(f"rounds:{name}", args=about)


def edition_file(text: str = SET) -> SimpleUploadedFile:
    return SimpleUploadedFile("bo-tieu-chi.yaml", text.encode())


def hours(kind: str, opens: str, closes: str) -> dict[str, str]:
    texts = zip(("opens", "closes"), (opens, closes), strict=True)
    return {
        f"{kind}_{edge}_{part}": text
        for edge, both in texts
        for part, text in zip(("day", "hour"), both.split(), strict=True)
    }


PLAN = {
    **hours("self_scoring", "01/12/2026 08:00", "31/12/2026 17:00"),
    **hours("appraisal_1", "04/01/2027 08:00", "29/01/2027 17:00"),
    **hours("council", "01/02/2027 08:00", "26/02/2027 17:00"),
    **hours("publication", "01/03/2027 08:00", "15/03/2027 17:00"),
}


def emptied(made: Round) -> dict[str, str]:
    edges = ("opens_day", "opens_hour", "closes_day", "closes_hour")
    return {f"{each.kind}_{edge}": "" for each in made.phases.all() for edge in edges}


def test_phases_are_set_all_at_once_and_an_empty_row_leaves_its_phase_out(cast: Cast) -> None:
    made = begin_round(cast)
    answer = cast.client("standing_body").post(at("phases", made.pk), emptied(made) | PLAN)
    assert answer.status_code == 302
    kinds = list(made.phases.values_list("kind", flat=True))
    assert kinds == ["self_scoring", "appraisal_1", "council", "publication"]
    first = made.phases.get(kind="self_scoring")
    assert first.closes_at.isoformat() == "2026-12-31T10:00:00+00:00"


def test_every_fault_of_phases_is_told_at_once_and_what_was_typed_stays(cast: Cast) -> None:
    made = begin_round(cast)
    wrong = {
        "self_scoring_closes_day": "31/02/2027",
        "appraisal_1_closes_hour": "25:00",
        "council_opens_day": "",
    }
    answer = cast.client("standing_body").post(at("phases", made.pk), emptied(made) | PLAN | wrong)
    assert answer.status_code == 422
    told = [(each["where"], each["code"]) for each in answer.context["issues"]]
    assert told == [
        ("self_scoring", "round-hour-wrong"),
        ("appraisal_1", "round-hour-wrong"),
        ("council", "round-hour-missing"),
    ]
    assert "31/02/2027" in answer.content.decode()
    assert "Tự chấm điểm: " in text_of(answer)
    assert made.phases.count() == 8


def test_phases_that_overlap_are_refused_by_the_rules_of_the_core(cast: Cast) -> None:
    made = begin_round(cast)
    wrong = hours("appraisal_1", "15/12/2026 08:00", "29/01/2027 17:00")
    answer = cast.client("standing_body").post(at("phases", made.pk), emptied(made) | PLAN | wrong)
    told = [each["code"] for each in answer.context["issues"] if each["severity"] == "fault"]
    assert told == ["phase-overlap"]


def test_hours_of_a_running_round_change_with_a_reason(opened_round: Round, cast: Cast) -> None:
    client, later = cast.client("standing_body"), {"self_scoring_closes_day": "08/11/2026"}
    page = client.get(at("phases", opened_round.pk))
    form = html.document_fromstring(page.content.decode()).xpath("//main//form")[0]
    texts = dict(form.form_values()) | later
    assert "self_scoring_opens_day" not in texts
    assert client.post(at("phases", opened_round.pk), texts).status_code == 422
    assert client.post(at("phases", opened_round.pk), texts | {"reason": WHY}).status_code == 302
    phase = opened_round.phases.get(kind="self_scoring")
    assert (phase.closes_at.day, phase.state) == (8, Phase.State.OPEN)


def test_a_phase_is_moved_on_its_page_with_a_reason(opened_round: Round, cast: Cast) -> None:
    client = cast.client("standing_body")
    where = at("move", opened_round.pk, "self_scoring", "close")
    assert client.post(where, {"reason": ""}).status_code == 422
    assert client.post(where, {"reason": WHY}).status_code == 302
    assert client.post(where, {"reason": WHY}).status_code == 422  # somebody was faster
    history = text_of(client.get(at("history", opened_round.pk)))
    assert WHY in history


def test_more_time_is_given_to_a_block_or_to_agencies(opened_round: Round, cast: Cast) -> None:
    client, where = cast.client("standing_body"), at("extend", opened_round.pk, "self_scoring")
    given = {"day": "31/12/2035", "hour": "17:00", "reason": WHY}
    wrong = client.post(where, given | {"agencies": "Xã Lạ"})
    assert "agencies" in wrong.context["form"].errors
    assert client.post(where, given).status_code == 422
    client.post(where, given | {"block": "departments", "agencies": "xã bình an"})
    phase = opened_round.phases.get(kind="self_scoring")
    assert phase.extensions.count() == 3
    assert WHY in text_of(client.get(at("round", opened_round.pk)))


def test_reopening_asks_for_a_new_closing(opened_round: Round, cast: Cast) -> None:
    scored = advance(cast, opened_round, "appraisal_1")
    client, where = cast.client("standing_body"), at("move", scored.pk, "self_scoring", "reopen")
    assert client.post(where, {"reason": WHY}).status_code == 422
    past = client.post(where, {"reason": WHY, "day": "01/01/2020", "hour": "17:00"})
    assert past.status_code == 422
    client.post(where, {"reason": WHY, "day": "31/12/2035", "hour": "17:00"})
    assert scored.phases.get(kind="self_scoring").state == Phase.State.OPEN


def test_a_cancelled_round_is_locked_and_stays_readable(opened_round: Round, cast: Cast) -> None:
    client = cast.client("standing_body")
    client.post(at("cancel", opened_round.pk), {"reason": WHY})
    opened_round.refresh_from_db()
    assert opened_round.state == Round.State.CANCELLED
    assert not opened_round.cards.filter(self_open=True).exists()
    assert "Đợt đã hủy" in text_of(cast.client("leader").get(at("round", opened_round.pk)))
    assert client.post(at("cancel", opened_round.pk), {"reason": WHY}).status_code == 422


def test_another_edition_is_previewed_and_then_taken(opened_round: Round, cast: Cast) -> None:
    client = cast.client("standing_body")
    harder = SET.replace("from: 95, below: 98, points: 4.5", "from: 95, below: 98, points: 4")
    answer = client.post(at("edition", opened_round.pk), {"file": edition_file(harder)})
    page = client.get(answer["Location"])
    assert "1 thay đổi" in text_of(page)
    assert client.post(answer["Location"], {"reason": WHY}).status_code == 302
    opened_round.refresh_from_db()
    assert opened_round.edition.text == harder


def test_an_edition_with_faults_is_not_previewed(opened_round: Round, cast: Cast) -> None:
    wrong = edition_file(SET.replace("kind: linear", "kind: liner"))
    answer = cast.client("standing_body").post(at("edition", opened_round.pk), {"file": wrong})
    assert answer.status_code == 422
    assert "liner" in text_of(answer)
