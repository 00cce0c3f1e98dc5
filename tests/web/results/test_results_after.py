"""After publication: complaints, corrections, causes, remedies, and whether points came back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from little_province import COMMUNE, CONSTRUCTION, Cast, agency
from sample_appraisal import give_post
from sample_results import decide, decided_round, publish, published_round
from sample_round import NOW, advance, card_of, item_of

from caicach.web.audit.actor import NotAllowedError
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.notices.happenings.reading import read_events
from caicach.web.notices.happenings.round_days import tell_of_rounds
from caicach.web.notices.models import Notice
from caicach.web.plans.actions.plans import create_plan
from caicach.web.plans.models import Plan
from caicach.web.results.actions.complaints import (
    WaitsAlreadyError,
    WindowClosedError,
    answer_complaint,
    file_complaint,
)
from caicach.web.results.actions.remedies import Cause, name_cause, plan_remedy
from caicach.web.results.models import Complaint, LossCause, Publication
from caicach.web.results.queries.remedies import chain_of, mendings_of
from caicach.web.rounds.actions.phases import extend
from caicach.web.rounds.actions.rounds import Hours, plan_phases
from caicach.web.rounds.models import Extension, Phase, Round
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, WrongMomentError

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(cast: Cast) -> Publication:
    return published_round(cast)


@pytest.fixture
def contested(publication: Publication, cast: Cast) -> Round:
    """The round while complaints are taken."""
    return advance(cast, publication.round, "complaints")


def complain(cast: Cast, scored: Round, who: str = "focal_officer", **more: Any) -> Complaint:
    asked = {"text": "Đã ban hành kế hoạch ngày 12/01", "uploads": (), "now": NOW} | more
    return file_complaint(
        cast.actor(who),
        card=card_of(scored, CONSTRUCTION),
        item=item_of(scored, "1.1"),
        **asked,
    )


def test_an_agency_complains_within_the_window_with_files(contested: Round, cast: Cast) -> None:
    file = SimpleUploadedFile("ke-hoach.txt", "Kế hoạch".encode())
    made = complain(cast, contested, uploads=[file])
    assert (made.state, made.files.get().attachment.name) == ("filed", "ke-hoach.txt")
    with pytest.raises(WaitsAlreadyError):
        complain(cast, contested)


@pytest.mark.parametrize("who", ["commune", "standing_body", "leader", "stranger", "administrator"])
def test_only_officers_of_the_agency_complain(who: str, contested: Round, cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        complain(cast, contested, who)


def test_the_last_second_is_in_time_and_the_next_is_not(contested: Round, cast: Cast) -> None:
    closes = contested.phases.get(kind="complaints").closes_at
    assert complain(cast, contested, now=closes - timedelta(seconds=1)).pk
    with pytest.raises(WindowClosedError):
        complain(cast, contested, now=closes)


def test_an_extension_moves_the_deadline_of_its_agency(contested: Round, cast: Cast) -> None:
    phase = contested.phases.get(kind="complaints")
    until = phase.closes_at + timedelta(days=2)
    more = {"until": until, "reason": "Mưa lũ", "at": NOW}
    Extension.objects.create(phase=phase, agency=agency(CONSTRUCTION), **more)
    contested.phases.filter(pk=phase.pk).update(state=Phase.State.CLOSED)
    assert complain(cast, contested, now=until - timedelta(minutes=1)).pk
    with pytest.raises(WindowClosedError):
        complain(cast, contested, now=until)


def test_nothing_is_contested_before_publication(cast: Cast) -> None:
    with pytest.raises(WindowClosedError):
        complain(cast, decided_round(cast))


def test_a_complaint_is_answered_once_and_never_changed(contested: Round, cast: Cast) -> None:
    made, by = complain(cast, contested), cast.actor("council_secretary")
    with pytest.raises(NoReasonError):
        answer_complaint(by, complaint=made, upheld=True, answer=" ", now=NOW)
    answer_complaint(by, complaint=made, upheld=True, answer="Đúng, đã có văn bản", now=NOW)
    with pytest.raises(WrongMomentError):
        answer_complaint(by, complaint=made, upheld=False, answer="Không", now=NOW)
    assert made.state == Complaint.State.UPHELD
    with pytest.raises(DatabaseError), transaction.atomic():
        Complaint.objects.filter(pk=made.pk).update(answer="khác")


@pytest.mark.parametrize("who", ["standing_body", "council_secretary"])
def test_nobody_answers_a_complaint_of_the_own_agency(
    who: str, contested: Round, cast: Cast
) -> None:
    made = complain(cast, contested)
    give_post(cast[who], "inspector", CONSTRUCTION)
    where = f"/results/complaints/{made.pk}/"
    assert f"{where}answer/" not in cast.client(who).get(where).content.decode()
    assert cast.client(who).get(f"{where}answer/").status_code == 403
    with pytest.raises(NotAllowedError):
        answer_complaint(cast.actor(who), complaint=made, upheld=True, answer="Đúng", now=NOW)


def test_an_upheld_complaint_is_named_by_the_correction(contested: Round, cast: Cast) -> None:
    made, client = complain(cast, contested), cast.client("council_secretary")
    answer_complaint(
        cast.actor("standing_body"), complaint=made, upheld=True, answer="Đúng", now=NOW
    )
    where = f"/results/cards/{made.card_id}/items/1.1/correct/?complaint={made.pk}"
    assert "Chấp nhận khiếu nại ngày" in client.get(where).content.decode()
    sent = {"choice": "Đạt", "cause": "Chấp nhận khiếu nại", "decision": "Hội đồng họp 20/01"}
    sent |= {"seen": "1"}
    assert client.post(where, sent).status_code == 302
    found = made.corrections.get()
    assert (found.before["points"], found.after["points"]) == ("1.0000000000", "2.0000000000")
    assert client.post(where, sent | {"choice": "", "points": "9"}).status_code == 422
    again = publish(cast, contested, cause="Chấp nhận khiếu nại")
    changes, leads_there = f"/results/publications/{again.pk}/changes/", f"/complaints/{made.pk}/"
    assert leads_there in cast.client("focal_officer").get(changes).content.decode()
    assert leads_there not in cast.client("commune").get(changes).content.decode()


def test_a_lost_point_leads_to_a_cause_a_task_and_next_year(
    publication: Publication, cast: Cast
) -> None:
    scored, by = publication.round, cast.actor("focal_officer")
    card, item = card_of(scored, CONSTRUCTION), item_of(scored, "2.1")
    cause = name_cause(by, card=card, item=item, cause=Cause("late", "Hồ sơ đất đai trễ"), now=NOW)
    values = {"first_year": 2027, "last_year": 2027, "title": "Kế hoạch 2027"}
    plan = create_plan(by, agency=agency(CONSTRUCTION), values=values)
    task = {
        "number": "KP.1",
        "label": "Rút ngắn hồ sơ đất đai",
        "area": "procedure_reform",
        "owner": agency(CONSTRUCTION),
        "due_on": NOW.date().replace(year=2027),
    }
    plan_remedy(by, cause=cause, plan=plan, values=task, now=NOW)
    _publication, links = chain_of(card)
    link = next(each for each in links if each.item == item)
    assert (link.lost, link.suggested, link.next) == (Decimal("1.5"), "not_done", None)
    assert [each.label for each in link.tasks] == ["Rút ngắn hồ sơ đất đai"]
    mending = next(each for each in mendings_of(scored, publication) if each.card == card)
    assert (mending.explained, mending.planned) == (Decimal("1.5"), Decimal("1.5"))
    assert next_year(cast, scored, card) == (0, Decimal("1.5"))


def next_year(cast: Cast, scored: Round, card: Any) -> tuple[Any, Any]:
    following = decided_round(
        cast, name="Đợt năm sau", year=2027, period="2027", previous=Round(pk=scored.pk)
    )
    following = advance(cast, following, "publication")
    following.cards.filter(agency=card.agency).update(final_open=True)
    decide(cast, following, CONSTRUCTION, "2.1", "6")
    following.cards.update(final_open=False)
    publish(cast, following)
    _publication, links = chain_of(card)
    found = next(link.next for link in links if link.item.code == "2.1")
    assert found is not None
    return found.lost, found.regained


def test_two_people_naming_a_cause_do_not_overwrite(publication: Publication, cast: Cast) -> None:
    card, item = card_of(publication.round, COMMUNE), item_of(publication.round, "2.1")
    by, now = cast.actor("commune"), NOW
    name_cause(by, card=card, item=item, cause=Cause("late", "Thiếu người"), now=now)
    with pytest.raises(ChangedMeanwhileError):
        name_cause(by, card=card, item=item, cause=Cause("late", "Khác"), now=now)
    assert LossCause.objects.get().words == "Thiếu người"


def test_a_remedy_belongs_to_a_later_year(publication: Publication, cast: Cast) -> None:
    card, item = card_of(publication.round, COMMUNE), item_of(publication.round, "2.1")
    by = cast.actor("commune")
    cause = name_cause(by, card=card, item=item, cause=Cause("late", "Thiếu người"), now=NOW)
    values = {"first_year": 2026, "last_year": 2026, "title": "Kế hoạch 2026"}
    plan = create_plan(by, agency=agency(COMMUNE), values=values)
    with pytest.raises(RoundRefusedError) as refused:
        plan_remedy(by, cause=cause, plan=plan, values={}, now=NOW)
    assert [each.code for each in refused.value.issues] == ["remedy-plan-too-early"]
    assert Plan.objects.get().tasks.count() == 0


def test_a_trial_tells_nothing_of_next_year(publication: Publication, cast: Cast) -> None:
    scored = publication.round
    trial = {"name": "Đợt chấm thử", "kind": Round.Kind.TRIAL, "previous": Round(pk=scored.pk)}
    publish(cast, decided_round(cast, **trial), notation="21/QĐ-UBND")
    _publication, links = chain_of(card_of(scored, CONSTRUCTION))
    assert links
    assert {link.next for link in links} == {None}


def test_the_window_is_extended_and_moved_after_publication(contested: Round, cast: Cast) -> None:
    by, phase = cast.actor("standing_body"), contested.phases.get(kind="complaints")
    until = phase.closes_at + timedelta(days=5)
    given = {"agencies": [agency(CONSTRUCTION)], "until": until, "reason": "Mưa lũ", "now": NOW}
    assert extend(by, phase=phase, **given) == 1
    assert complain(cast, contested, now=until - timedelta(minutes=1)).pk
    hours = Hours("complaints", phase.opens_at, until)
    plan_phases(by, scored=contested, phases=[hours], reason="Lùi cho cả tỉnh")
    phase.refresh_from_db()
    assert phase.closes_at == until
    with pytest.raises(NoReasonError):
        plan_phases(by, scored=contested, phases=[hours])
    with pytest.raises(WrongMomentError):
        plan_phases(by, scored=contested, phases=[], reason="Bỏ khiếu nại")
    page = cast.client("standing_body").get(f"/rounds/{contested.pk}/").content.decode()
    assert f"/rounds/{contested.pk}/phases/complaints/extend/" in page


def test_nothing_but_complaints_is_extended_after_publication(contested: Round, cast: Cast) -> None:
    phase = contested.phases.get(kind="council")
    given = {"agencies": [agency(CONSTRUCTION)], "until": NOW + timedelta(days=365)}
    with pytest.raises(WrongMomentError):
        extend(cast.actor("standing_body"), phase=phase, reason="Muộn", now=NOW, **given)


ANSWERING = ("standing_body", "council_secretary")


def heard(who: str) -> list[str]:
    """Return what a person was told of rounds since it was asked last."""
    read_events(NOW)
    rows = Notice.objects.filter(kind="round_changed", person__email__startswith=f"{who}@")
    titles = list(rows.values_list("title", flat=True))
    rows.delete()
    return titles


def test_a_publication_a_complaint_and_its_answer_are_told(contested: Round, cast: Cast) -> None:
    assert "Đã công bố kết quả: Đợt chấm điểm năm 2026" in heard("commune")
    for who in ("focal_officer", "agency_head", "council_member", *ANSWERING):
        heard(who)
    made = complain(cast, contested)
    for who in ANSWERING:
        assert heard(who) == ["Sở Xây dựng khiếu nại: 1.1 Kế hoạch"]
    assert heard("council_member") == heard("focal_officer") == []
    answer_complaint(
        cast.actor("council_secretary"), complaint=made, upheld=False, answer="Muộn", now=NOW
    )
    told = "Khiếu nại đã được trả lời (Không chấp nhận): 1.1 Kế hoạch"
    assert heard("focal_officer") == heard("agency_head") == [told]
    assert heard("commune") == []


def test_agencies_are_reminded_before_the_window_closes(contested: Round, cast: Cast) -> None:
    closes = contested.phases.get(kind="complaints").closes_at
    tell_of_rounds(closes - timedelta(days=1))
    found = Notice.objects.filter(kind="round_due", person=cast["commune"])
    assert found.get().title == "Còn 1 ngày: Tiếp nhận khiếu nại"
    assert "tiếp nhận khiếu nại đến" in found.get().body
