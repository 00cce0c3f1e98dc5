"""Publishing: what forbids it, what is frozen, what is proven, what a correction restates."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_results import VALUES, correct, decide, decided_round, publish, published_round
from sample_round import NOW, card_of

from caicach.files.snapshots import bundle
from caicach.web.attachments.store import path_of
from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.jobs.models import Job
from caicach.web.jobs.worker import run_waiting
from caicach.web.results.actions.publishing import publish_later
from caicach.web.results.models import AgencyResult, Publication
from caicach.web.results.proving import prove
from caicach.web.rounds.models import Entry, Filling, Phase, Round
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, WrongMomentError

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(cast: Cast) -> Publication:
    return published_round(cast)


def codes(refused: Any) -> list[str]:
    return [each.code for each in refused.value.issues]


def ask(cast: Cast, scored: Round, who: str = "standing_body", **values: Any) -> Job:
    by = cast.actor(who)
    return publish_later(by, scored=scored, values=VALUES | values, now=NOW, person_id=None)


def test_everything_that_forbids_publishing_is_told_at_once(
    opened_round: Round, cast: Cast
) -> None:
    with pytest.raises(RoundRefusedError) as refused:
        ask(cast, opened_round, gaps="")
    unfinished = opened_round.phases.exclude(kind__in=["preparation", "publication", "complaints"])
    assert codes(refused) == [
        *["publishing-phase-unfinished"] * unfinished.count(),
        "publishing-phase-not-open",
        "publishing-cards-open",
        "publishing-gaps-unexplained",
    ]


def test_what_is_missing_wants_a_reason(cast: Cast) -> None:
    scored = decided_round(cast)
    with pytest.raises(RoundRefusedError) as refused:
        ask(cast, scored, gaps="")
    assert codes(refused) == ["publishing-gaps-unexplained"]


@pytest.mark.parametrize(
    "who", ["focal_officer", "agency_head", "appraiser", "council_secretary", "leader", "stranger"]
)
def test_only_the_standing_body_publishes(who: str, cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        ask(cast, decided_round(cast), who)


def test_a_publication_holds_sums_ranks_files_and_their_digest(publication: Publication) -> None:
    assert publication.number == 1
    assert publication.round.state == Round.State.PUBLISHED
    rows = {each.agency.code: each for each in publication.agencies.select_related("agency")}
    assert [rows[code].rank for code in (HOME_AFFAIRS, CONSTRUCTION, COMMUNE)] == [1, 2, 1]
    assert rows[HOME_AFFAIRS].items["1.1"][0] == "2"
    assert list(rows[COMMUNE].missing) == ["2.2"]
    assert [each["code"] for each in rows[COMMUNE].losses][:2] == ["2.1", "2.2"]
    names = list(publication.files.values_list("name", flat=True))
    assert {"snapshot.json", "snapshot.json.p7s", "annex.pdf", "annex.xlsx"} < set(names)
    snapshot = publication.files.get(name="snapshot.json").stored
    assert snapshot.sha256 == publication.sha256
    assert path_of(snapshot.sha256).is_file()
    assert Event.objects.filter(verb="results.published").count() == 1


def test_known_figures_are_pinned_by_publishing(cast: Cast) -> None:
    scored = decided_round(cast)
    card, item = card_of(scored, COMMUNE), scored.items.get(code="2.2")
    row = {"card": card, "item": item, "given": {"points": "3"}, "source_kind": "survey"}
    Filling.objects.create(**row, source_name="sipas")
    publish(cast, scored)
    assert Filling.objects.get().pinned_at == NOW


def test_publishing_twice_at_once_publishes_once(cast: Cast) -> None:
    scored = decided_round(cast)
    assert ask(cast, scored).pk == ask(cast, scored).pk
    run_waiting("test")
    assert Publication.objects.count() == 1


def test_a_job_begun_again_publishes_nothing_twice(publication: Publication) -> None:
    Job.objects.filter(kind="results.publish").update(state="waiting")
    run_waiting("test")
    assert Publication.objects.count() == 1


def test_what_stopped_holding_meanwhile_is_told_by_the_job(cast: Cast) -> None:
    scored = decided_round(cast)
    job = ask(cast, scored)
    scored.phases.filter(kind="council").update(state=Phase.State.OPEN)
    run_waiting("test")
    told = Job.objects.get(pk=job.pk).result["refused"]
    assert ["Hội đồng" in each["vi"] for each in told] == [True]
    assert not Publication.objects.exists()


@pytest.mark.parametrize("model", [Publication, AgencyResult])
def test_the_database_lets_nobody_change_a_publication(
    model: Any, publication: Publication
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{"cause": "x"} if model is Publication else {"rank": 1})
    with pytest.raises(DatabaseError), transaction.atomic():
        AgencyResult.objects.filter(publication=publication).delete()


def test_a_publication_is_proven_from_what_was_pinned(publication: Publication) -> None:
    assert [each.code for each in prove(publication)] == ["publication-signer-unknown"]


def test_a_point_changed_behind_the_program_is_found(publication: Publication) -> None:
    entry = Entry.objects.get(card__agency__code=COMMUNE, item__code="1.2")
    card = entry.card
    type(card).objects.filter(pk=card.pk).update(final_open=True)
    Entry.objects.filter(pk=entry.pk).update(given={"points": "4"}, points="4")
    found = [each for each in prove(publication) if each.code.startswith("proof")]
    assert {each.code for each in found} == {"proof-differs", "proof-inputs-differ"}
    assert {each.where for each in found} == {COMMUNE, f"{COMMUNE} / 1.2"}
    assert all(each.problem("vi") and each.problem("en") for each in found)


def test_a_file_changed_on_the_disk_is_found(publication: Publication) -> None:
    path = path_of(publication.files.get(name="annex.xlsx").stored.sha256)
    path.chmod(0o600)
    path.write_bytes(b"x")
    assert any(each.severity == "fault" for each in prove(publication))


def test_a_correction_stands_beside_what_it_replaces(publication: Publication, cast: Cast) -> None:
    scored = publication.round
    correct(cast, scored, CONSTRUCTION, "1.1", "2")
    correct(cast, scored, CONSTRUCTION, "2.1", "6")
    second = publish(cast, scored, cause="Chấp nhận khiếu nại", notation="20/QĐ-UBND")
    assert (second.number, second.kind, second.replaces) == (2, "correction", publication)
    assert second.corrections.count() == 2
    restated = {each.agency.code: each for each in second.restated.select_related("agency")}
    assert set(restated) == {CONSTRUCTION, HOME_AFFAIRS}
    moved = restated[CONSTRUCTION]
    assert (moved.before["rank"], moved.after["rank"]) == (2, 1)
    assert [(each["code"], each["before"], each["after"]) for each in moved.items] == [
        ("1.1", "1", "2"),
        ("2.1", "4.5", "6"),
    ]
    assert moved.cause.startswith("1.1: Bỏ sót")
    assert restated[HOME_AFFAIRS].moved_along
    for each in (publication, second):
        assert [found.code for found in prove(each)] == ["publication-signer-unknown"]


def test_a_correction_needs_something_corrected_and_a_cause(
    publication: Publication, cast: Cast
) -> None:
    scored = Round.objects.get(pk=publication.round_id)
    with pytest.raises(RoundRefusedError) as refused:
        ask(cast, scored)
    assert codes(refused) == ["publishing-nothing-corrected", "publishing-correction-without-cause"]


def test_before_publication_nothing_is_corrected(cast: Cast) -> None:
    with pytest.raises(WrongMomentError):
        correct(cast, decided_round(cast), COMMUNE, "1.2", "4")


def test_a_reopened_item_is_closed_again(publication: Publication, cast: Cast) -> None:
    correct(cast, publication.round, COMMUNE, "1.2", "4")
    assert not publication.round.cards.filter(final_open=True).exists()
    with pytest.raises(Exception, match="khóa"):
        decide(cast, publication.round, COMMUNE, "1.2", "3")


def test_the_bundle_verifies_on_its_own(publication: Publication, tmp_path: Path) -> None:
    parts = {
        each.name: path_of(each.stored.sha256).read_bytes() for each in publication.files.all()
    }
    whole = bundle(parts, NOW)
    assert sorted(zipfile.ZipFile(io.BytesIO(whole)).namelist()) == sorted(parts)


def test_a_correction_needs_a_decision_in_words(publication: Publication, cast: Cast) -> None:
    from caicach.web.results.actions.corrections import DecidedAnew, correct_item

    with pytest.raises(NoReasonError):
        correct_item(
            cast.actor("council_secretary"),
            card=card_of(Round.objects.get(pk=publication.round_id), COMMUNE),
            item=publication.round.items.get(code="1.2"),
            anew=DecidedAnew({"points": "4"}, "Sai", " "),
            now=NOW,
        )
