"""The dry run before a round opens: every finding, with what to do about it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from round_made import edition, phase

from caicach.core.calendars import shipped_calendar
from caicach.core.criteria import load_shipped, outline
from caicach.core.issues import Issue
from caicach.core.periods import Year
from caicach.core.rounds import (
    LeadAgency,
    RoundSetup,
    ScoredAgency,
    default_phases,
    dry_run,
    led_items,
)

CALENDAR = shipped_calendar()
HOME = LeadAgency("H1", "Sở Nội vụ", appraisers=2)
JUSTICE = LeadAgency("H2", "Sở Tư pháp", appraisers=1)
SET = edition("""\
edition: thu/2025
label: thử
maximum: 10
effective: {from: 2025-01-01, until: 2025-12-31}
blocks: [{id: X, label: Xã}, {id: P, label: Phường}]
areas:
  - code: 1
    label: một
    max_points: 6
    lead: Sở Tư pháp
    source: {text: QĐ, status: official}
    criteria:
      - code: 1.1
        label: a
        max_points: 4
        rule: {kind: linear}
        measured_by: {indicator: on_time_share}
      - {code: 1.2, label: b, max_points: 2, lead: Sở Nội vụ, rule: {kind: judged}}
  - code: 2
    label: hai
    max_points: 4
    assessed_by: survey
    source: {text: QĐ, status: official}
    criteria: [{code: 2.1, label: c, max_points: 4, rule: {kind: survey}}]
  - code: T
    label: thưởng
    kind: bonus
    source: {text: QĐ, status: official}
    criteria: [{code: T1, label: d, max_points: 1, rule: {kind: bonus, per_item: 1}}]
""")
AGENCIES = (
    ScoredAgency("H8", "Xã Một", "X", officers=1, heads=1),
    ScoredAgency("H9", "Xã Hai", "X", officers=2, heads=1),
)
READY = RoundSetup(
    edition=SET,
    choices={},
    period=Year(2025),
    phases=tuple(default_phases(Year(2025), CALENDAR)),
    calendar=CALENDAR,
    agencies=AGENCIES,
    leads={"Sở Nội vụ": HOME, "Sở Tư pháp": JUSTICE},
    standing=HOME,
    sources_known=frozenset({"on_time_share"}),
)


def codes(found: Iterable[Issue]) -> list[str]:
    return [each.code for each in found]


def found_with(**changes: object) -> list[Issue]:
    return dry_run(replace(READY, **changes))


def test_a_round_that_lacks_nothing_has_no_findings() -> None:
    assert codes(dry_run(READY)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"agencies": ()}, ["round-agencies-missing"]),
        ({"agencies": (*AGENCIES, AGENCIES[0])}, ["round-agency-twice"]),
        (
            {"agencies": (replace(AGENCIES[0], officers=0), AGENCIES[1])},
            ["agency-without-officer"],
        ),
        ({"agencies": (replace(AGENCIES[0], heads=0), AGENCIES[1])}, ["agency-without-head"]),
        (
            {"agencies": (*AGENCIES, ScoredAgency("H7", "Xã Ba", "lạ", 1, 1))},
            ["round-block-unknown", "round-block-of-one"],
        ),
        (
            {"agencies": (*AGENCIES, ScoredAgency("H7", "Phường", "P", 1, 1))},
            ["round-block-of-one"],
        ),
        ({"leads": {"Sở Nội vụ": HOME}}, ["lead-unresolved"]),
        (
            {"leads": {"Sở Nội vụ": HOME, "Sở Tư pháp": replace(JUSTICE, appraisers=0)}},
            ["lead-without-appraiser"],
        ),
        ({"sources_known": frozenset()}, ["item-source-unknown"]),
        ({"period": Year(2024)}, ["round-ends-outside", "round-edition-not-in-force"]),
        ({"phases": READY.phases[:-2]}, ["phase-missing"]),
    ],
)
def test_each_thing_that_is_missing_is_found(changes, expected) -> None:
    assert codes(found_with(**changes)) == expected


def test_a_head_is_not_missed_where_nobody_asks_for_approval() -> None:
    phases = tuple(each for each in READY.phases if each.kind != "head_approval")
    agencies = (replace(AGENCIES[0], heads=0), AGENCIES[1])
    assert codes(found_with(phases=phases, agencies=agencies)) == []


def test_an_agency_that_leads_and_is_scored_needs_a_stand_in_with_appraisers() -> None:
    scored = (*AGENCIES, ScoredAgency("H2", "Sở Tư pháp", "X", 1, 1))

    def with_lead(lead: LeadAgency) -> list[str]:
        return codes(found_with(agencies=scored, leads={**READY.leads, "Sở Tư pháp": lead}))

    assert with_lead(JUSTICE) == ["lead-without-stand-in"]
    assert with_lead(replace(JUSTICE, stand_in="H2", stand_in_appraisers=1)) == [
        "lead-without-stand-in"
    ]
    assert with_lead(replace(JUSTICE, stand_in="H1")) == ["stand-in-without-appraiser"]
    assert with_lead(replace(JUSTICE, stand_in="H1", stand_in_appraisers=1)) == []


def test_what_leads_nowhere_falls_to_the_standing_body_and_to_its_appraisers() -> None:
    found = found_with(leads={}, standing=replace(HOME, appraisers=0))
    assert codes(found) == ["lead-without-appraiser", "lead-unresolved", "lead-unresolved"]
    assert "1.1, 1.2" in found[0].problem("vi")


def test_surveys_and_bonuses_need_no_appraiser() -> None:
    items = led_items(outline(SET, {}, None))
    assert {each.code: each.is_appraised for each in items} == {
        "1.1": True,
        "1.2": True,
        "2.1": False,
        "T1": False,
    }
    assert {each.code: each.lead for each in items}["1.2"] == "Sở Nội vụ"


ONE_BLOCK = edition("""\
edition: thu/2025
label: thử
maximum: 4
blocks: [{id: X, label: Xã}, {id: P, label: Phường}]
areas:
  - code: 1
    label: một
    max_points: 4
    lead: Sở Tư pháp
    source: {text: QĐ, status: official}
    criteria:
      - {code: 1.1, label: a, max_points: 4, blocks: [X], rule: {kind: judged}}
      - {code: 1.2, label: b, max_points: 4, blocks: [P], lead: Sở Lạ, rule: {kind: judged}}
      - {code: 1.3, label: c, max_points: 0, rule: {kind: survey}}
      - {code: 1.4, label: d, max_points: 0, assessed_by: system, rule: {kind: judged}}
""")


def test_items_of_blocks_without_agencies_are_not_looked_at() -> None:
    assert codes(found_with(edition=ONE_BLOCK)) == []
    wards = (ScoredAgency("H6", "Phường Một", "P", 1, 1), ScoredAgency("H7", "Phường", "P", 1, 1))
    assert codes(found_with(edition=ONE_BLOCK, agencies=(*AGENCIES, *wards))) == ["lead-unresolved"]


def test_an_item_may_say_itself_that_nobody_appraises_it() -> None:
    items = led_items(outline(ONE_BLOCK, {}, None))
    assert [each.code for each in items if each.is_appraised] == ["1.1", "1.2"]
    assert items[-1].assessed_by == "system"


def test_a_lonely_agency_is_noted_with_its_block_or_a_dash() -> None:
    alone = (replace(AGENCIES[0], block="X"),)
    assert [each.where for each in found_with(agencies=alone)] == ["X"]
    without = SET.model_copy(update={"blocks": ()})
    alone = (replace(AGENCIES[0], block=None),)
    assert [each.where for each in found_with(edition=without, agencies=alone)] == ["–"]


def test_faults_come_before_warnings_and_notes() -> None:
    found = dry_run(
        replace(
            READY,
            edition=load_shipped("sample-department/2026"),
            period=Year(2026),
            phases=(phase("self_scoring", "2026-12-01", "2026-11-29"),),
        )
    )
    severities = [each.severity for each in found]
    assert severities == sorted(severities, key=["fault", "warning", "note"].index)
    assert {"phase-closes-first", "phase-missing", "round-edition-sample"} <= set(codes(found))


def test_an_edition_whose_areas_do_not_add_up_for_a_block_in_use_is_told() -> None:
    short = SET.model_copy(update={"maximum": SET.maximum + 2})
    (found,) = found_with(edition=short)
    assert found.code == "round-weights"
    partial = short.model_copy(update={"partial": short.label})
    assert codes(found_with(edition=partial)) == []


def test_every_finding_says_what_to_do_in_both_languages() -> None:
    found = found_with(agencies=(), leads={}, standing=replace(HOME, appraisers=0), phases=())
    for each in found:
        assert each.remedy("vi")
        assert each.remedy("en")
