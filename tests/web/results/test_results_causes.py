"""Points lost by cause add up to the maximum less the points, on every page that tells them."""

from decimal import Context, Decimal, localcontext
from typing import Any

import pytest
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_results import correct, decide, decided_round, publish
from sample_round import SET, card_of

from caicach.core.rounds import LossReason
from caicach.web.jobs.worker import run_waiting
from caicach.web.results.causes import kept_causes
from caicach.web.results.lines import provisional_lines
from caicach.web.results.models import AgencyResult, KeptStatistics, Publication
from caicach.web.results.queries.remedies import mendings_of
from caicach.web.rounds.models import Round, Stage
from caicach.web.rounds.tallying import tally_round

pytestmark = pytest.mark.django_db
PENALTY = """\
  - code: P
    label: {vi: "Điểm trừ", en: "Penalty"}
    kind: penalty
    source: {text: "Bộ tiêu chí để thử", status: sample}
    criteria:
      - {code: P.1, label: "Vi phạm", max_points: -3, rule: {kind: penalty, per_event: 0.5}}
"""
CAPPED = SET.replace("bonus_cap: 1", "bonus_cap: 1\npenalty_cap: 1") + PENALTY


def finished(cast: Cast, text: str) -> Round:
    """A round with a bonus and a penalty beyond their caps, each at another agency."""
    scored = decided_round(cast, text=text)
    scored.cards.update(final_open=True)
    decide(cast, scored, COMMUNE, "T.1", "2")
    if "P.1" in text:
        decide(cast, scored, HOME_AFFAIRS, "P.1", "-2.5")
    scored.cards.update(final_open=False)
    tally_round(scored, Stage.FINAL)
    return scored


ROUNDED = CAPPED.replace("maximum: 20", "maximum: 20\nrounding: {at: area, places: 0}")


@pytest.fixture(params=[CAPPED, ROUNDED], ids=["unrounded", "rounded"])
def publication(request: pytest.FixtureRequest, cast: Cast) -> Publication:
    return publish(cast, finished(cast, request.param))


def gap_of(row: AgencyResult) -> Decimal:
    with localcontext(Context(prec=80)):
        return Decimal(row.entry["maximum"]) - Decimal(row.entry["points"] or 0)


def test_every_agency_of_a_published_round_adds_up(publication: Publication, cast: Cast) -> None:
    rows = {each.agency.code: each for each in publication.agencies.select_related("agency")}
    assert len(rows) == 3
    for row in rows.values():
        assert kept_causes(row.losses).total == gap_of(row)
    commune = kept_causes(rows[COMMUNE].losses).amounts
    assert (commune[LossReason.BONUS], commune[LossReason.BONUS_CAP]) == (-2, 1)
    fined = kept_causes(rows[HOME_AFFAIRS].losses).amounts
    assert (fined[LossReason.PENALTY], fined[LossReason.PENALTY_CAP]) == (Decimal("2.5"), -1.5)


def test_a_correction_adds_up_too(cast: Cast) -> None:
    made = publish(cast, finished(cast, CAPPED))
    correct(cast, made.round, CONSTRUCTION, "1.1", "2")
    newer = publish(cast, made.round, cause="Bỏ sót văn bản")
    for row in newer.agencies.all():
        assert kept_causes(row.losses).total == gap_of(row)


def test_a_card_in_the_making_adds_up_at_every_stage(cast: Cast) -> None:
    scored = finished(cast, CAPPED)
    for code in (HOME_AFFAIRS, CONSTRUCTION, COMMUNE):
        for stage in Stage.values:
            card = card_of(scored, code)
            _areas, causes = provisional_lines(card, stage, Stage.SELF, 2)
            tally = card.tallies.filter(stage=stage).first()
            if tally is not None:
                with localcontext(Context(prec=80)):
                    gap = Decimal(tally.exact["maximum"]) - Decimal(tally.exact["points"])
                assert causes.total == gap


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["Điểm mất theo nguyên nhân", "Đã đến mức thưởng tối đa của nhóm", "Số âm là"]),
        (
            "en",
            ["Points lost by cause", "The most a group may add", "Negative amounts"],
        ),
    ],
)
def test_pages_tell_the_causes_in_words(
    language: str, words: list[str], cast: Cast, django_assert_max_num_queries: Any
) -> None:
    made = publish(cast, finished(cast, CAPPED))
    client = cast.client("standing_body")
    client.post(f"/results/rounds/{made.round_id}/statistics/again/", {"stage": "final"})
    run_waiting("test")
    client.cookies["django_language"] = language
    for address in (
        f"/results/publications/{made.pk}/agencies/{COMMUNE}/",
        f"/results/rounds/{made.round_id}/provisional/{COMMUNE}/?stage=final",
        f"/results/rounds/{made.round_id}/statistics/?stage=final",
        f"/results/cards/{card_of(made.round, COMMUNE).pk}/losses/",
    ):
        with django_assert_max_num_queries(12):
            found = client.get(address).content.decode()
        for each in words:
            assert each in found, (address, each)


def test_all_agencies_together_add_up_in_the_statistics(cast: Cast) -> None:
    made = publish(cast, finished(cast, CAPPED))
    cast.client("standing_body").post(
        f"/results/rounds/{made.round_id}/statistics/again/", {"stage": "final"}
    )
    run_waiting("test")
    kept = KeptStatistics.objects.get().content["causes"]
    with localcontext(Context(prec=80)):
        whole = sum(map(gap_of, made.agencies.all()), Decimal(0))
        assert sum(map(Decimal, kept.values())) == whole


def test_remedies_speak_of_items_alone(cast: Cast) -> None:
    made = publish(cast, finished(cast, CAPPED))
    lost = {each.card.agency.code: each.lost for each in mendings_of(made.round, made)}
    for row in made.agencies.select_related("agency"):
        of_items = (Decimal(each["lost"]) for each in row.losses if each["code"])
        assert lost[row.agency.code] == sum(of_items)


def test_bonus_and_penalty_have_no_maximum_to_be_told(cast: Cast) -> None:
    made = publish(cast, finished(cast, CAPPED))
    client = cast.client("standing_body")
    for address in (
        f"/results/publications/{made.pk}/agencies/{COMMUNE}/",
        f"/results/rounds/{made.round_id}/provisional/{COMMUNE}/?stage=final",
    ):
        found = client.get(address).content.decode()
        assert "T. Điểm thưởng <small>" in found
        assert "T. Điểm thưởng <small>2,00 / " not in found
    assert "kết quả chính thức là bản đã công bố" in found
    assert "chưa công bố" not in found
