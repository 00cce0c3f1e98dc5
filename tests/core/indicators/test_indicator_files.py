"""Files of indicators: what they mean, and every fault told at once with its line."""

from decimal import Decimal
from textwrap import dedent, indent

import pytest

from caicach.core.indicators import (
    EVERY_ROW,
    Any,
    Compare,
    CompareColumns,
    Condition,
    Equal,
    Has,
    Having,
    Indicator,
    Missing,
    Not,
    OneOf,
    Schema,
    all_of,
    load_indicators,
    read_indicators,
)

COLUMNS: Schema = {
    "dossiers": {
        "channel": "text",
        "procedure": "text",
        "received_at": "instant",
        "end_at": "instant",
        "due_at": "instant",
        "is_synced": "flag",
        "working_days": "number",
        "supplement_count": "number",
        "faults": "texts",
    },
    "procedures": {"service_level": "text", "has_fee": "flag", "procedure": "text"},
    "decisions": {"decided_on": "day", "is_in_time": "flag"},
    "petitions": {"received_at": "instant", "likes": "number", "dislikes": "number"},
    "documents": {"issued_on": "day", "is_signed": "flag"},
}
SHARE = """
id: a_share
label: Tỷ lệ
unit: percent
direction: higher
kind: share
facts: dossiers
placed_by: received_at
numerator: {}
denominator: {}
source: {text: Ví dụ, status: derived}
"""


def written(*entries: str) -> str:
    items = [indent(dedent(each).strip(), "    ") for each in entries]
    return "indicators:\n" + "\n".join("  -" + item[3:] for item in items) + "\n"


def changed(**keys: str) -> str:
    """Return the share with keys set anew; `None` takes one away."""
    lines = dict(line.split(": ", 1) for line in SHARE.strip().splitlines())
    lines.update(keys)
    return "\n".join(f"{key}: {value}" for key, value in lines.items() if value != "None")


def one(entry: str) -> Indicator:
    read, issues = read_indicators(written(entry), "a.yaml", COLUMNS)
    assert [str(each) for each in issues] == []
    [indicator] = read
    return indicator


def told(*entries: str) -> list[str]:
    """Return the codes of all faults, from the top of the file down."""
    read, issues = read_indicators(written(*entries), "a.yaml", COLUMNS)
    assert read == ()
    return [each.code for each in issues]


def asked(where: str) -> Condition:
    return one(changed(where=where)).where


def refused(where: str) -> list[str]:
    return told(changed(where=where))


@pytest.mark.parametrize(
    ("where", "condition"),
    [
        ("{}", EVERY_ROW),
        ("{channel: online}", Equal("channel", "online")),
        ("{channel: [post, online]}", OneOf("channel", ("online", "post"))),
        ("{is_synced: no}", Equal("is_synced", "no")),
        ("{channel: {missing: yes}}", Missing("channel")),
        ("{channel: {missing: no}}", Not(Missing("channel"))),
        ("{is_synced: {not: yes}}", Not(Equal("is_synced", "yes"))),
        ("{channel: {not: [post, online]}}", Not(OneOf("channel", ("online", "post")))),
        ("{supplement_count: 2}", Equal("supplement_count", "2")),
        ("{supplement_count: {above: 1}}", Compare("supplement_count", "above", Decimal(1))),
        (
            "{working_days: {at_least: 1, below: 2.5}}",
            all_of(
                [
                    Compare("working_days", "at_least", Decimal(1)),
                    Compare("working_days", "below", Decimal("2.5")),
                ]
            ),
        ),
        ("{end_at: {day_before: due_at}}", CompareColumns("end_at", "day_before", "due_at")),
        (
            "{supplement_count: {above: working_days}}",
            CompareColumns("supplement_count", "above", "working_days"),
        ),
        ("{faults: {has: all-digitised}}", Has("faults", "all-digitised")),
        ("{procedure.service_level: full}", Equal("procedure.service_level", "full")),
        ("{not: {channel: post}}", Not(Equal("channel", "post"))),
        (
            "{any: [{channel: post}, {is_synced: yes}]}",
            Any((Equal("channel", "post"), Equal("is_synced", "yes"))),
        ),
        (
            "{all: [{channel: post}, {is_synced: yes}]}",
            all_of([Equal("channel", "post"), Equal("is_synced", "yes")]),
        ),
    ],
)
def test_a_condition_is_asked_as_it_is_written(where: str, condition: Condition) -> None:
    assert asked(where) == condition


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("[channel]", "condition-not-a-mapping"),
        ("online", "condition-not-a-mapping"),
        ("{not: online}", "condition-not-a-mapping"),
        ("{any: []}", "condition-list-expected"),
        ("{any: {channel: post}}", "condition-list-expected"),
        ("{any: [post]}", "condition-not-a-mapping"),
        ("{channel: []}", "condition-list-expected"),
        ("{channel: {}}", "condition-empty"),
        ("{channel: }", "condition-value-expected"),
        ("{channel: [[post]]}", "condition-value-expected"),
        ("{faults: {has: [x]}}", "condition-value-expected"),
        ("{working_days: {above: [1]}}", "condition-value-expected"),
        ("{chanel: online}", "condition-column-unknown"),
        ("{procedure.level: full}", "condition-column-unknown"),
        ("{end_at: {before: due}}", "condition-column-unknown"),
        ("{end_at: 2026-01-01}", "condition-column-never-equal"),
        ("{faults: all-digitised}", "condition-column-never-equal"),
        ("{is_synced: true}", "condition-flag-expected"),
        ("{channel: {missing: maybe}}", "condition-flag-expected"),
        ("{supplement_count: many}", "condition-number-expected"),
        ("{supplement_count: {at_most: many}}", "condition-number-expected"),
        ("{channel: {is: online}}", "condition-test-unknown"),
        ("{channel: {above: 1}}", "condition-test-unfit"),
        ("{is_synced: {has: x}}", "condition-test-unfit"),
        ("{working_days: {before: end_at}}", "condition-test-unfit"),
        ("{end_at: {before: channel}}", "condition-columns-not-alike"),
        ("{working_days: {above: end_at}}", "condition-columns-not-alike"),
        ("{having: {placed_by: received_at}}", "condition-having-out-of-place"),
    ],
)
def test_a_condition_that_cannot_be_asked_is_told(where: str, code: str) -> None:
    assert refused(where) == [code]


PROCEDURES = {"facts": "procedures", "placed_by": "whole", "kind": "procedures_share"}


def test_a_procedure_may_be_asked_for_its_dossiers_and_decisions() -> None:
    used = "{having: {placed_by: received_at, where: {channel: online}}}"
    decided = "{having: {facts: decisions, placed_by: decided_on}}"
    indicator = one(changed(where=f"{{any: [{used}, {decided}]}}", **PROCEDURES))
    assert indicator.where == Any(
        (
            Having("decisions", "decided_on", EVERY_ROW),
            Having("dossiers", "received_at", Equal("channel", "online")),
        )
    )


@pytest.mark.parametrize(
    ("having", "code"),
    [
        ("dossiers", "condition-not-a-mapping"),
        ("{where: {channel: online}}", "key-missing"),
        ("{facts: petitions, placed_by: received_at}", "not-one-of"),
        ("{placed_by: received_at, when: now}", "key-unknown"),
        ("{placed_by: channel}", "condition-column-holds-no-times"),
        ("{placed_by: received}", "condition-column-unknown"),
        ("{placed_by: received_at, where: {level: full}}", "condition-column-unknown"),
    ],
)
def test_what_a_procedure_cannot_have_is_told(having: str, code: str) -> None:
    assert told(changed(where=f"{{having: {having}}}", **PROCEDURES)) == [code]


COHORT = {
    "placed_by": "cohort",
    "clock": "portal",
    "numerator": "{states: [on_time]}",
    "denominator": "{states: [on_time, overdue]}",
}
MEAN = {"kind": "mean", "unit": "working_days", "numerator": "None", "denominator": "None"}


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ({"denominator": "None"}, ["indicator-key-needed"]),
        ({"sum": "working_days"}, ["indicator-key-unused"]),
        ({"kind": "count", "unit": "count"}, ["indicator-key-unused"]),
        ({"kind": "count", "denominator": "None"}, ["indicator-unit-unfit"]),
        (MEAN, ["indicator-key-needed"]),
        ({**MEAN, "sum": "channel"}, ["condition-column-holds-no-numbers"]),
        ({**MEAN, "sum": "days"}, ["condition-column-unknown"]),
        ({**MEAN, "sum": "working_days", "empty_denominator": "full"}, ["indicator-full-of-what"]),
        ({**MEAN, "kind": "percentile", "of": "working_days"}, ["indicator-key-needed"]),
        (
            {**MEAN, "sum": "working_days", "placed_by": "cohort", "clock": "portal"},
            ["indicator-kind-by-state"],
        ),
        ({"placed_by": "whole"}, ["indicator-placing-of-procedures"]),
        ({**PROCEDURES, "placed_by": "received_at"}, ["indicator-placing-of-procedures"]),
        ({**PROCEDURES, "kind": "share"}, ["indicator-kind-of-procedures"]),
        ({"kind": "procedures_share"}, ["indicator-kind-of-procedures"]),
        ({"placed_by": "channel"}, ["indicator-placing-unknown"]),
        ({"placed_by": "cohort"}, ["indicator-clock-needed", *["indicator-states-needed"] * 2]),
        ({"clock": "portal"}, ["indicator-clock-unfit"]),
        ({**COHORT, "clock": "petition"}, ["indicator-clock-unfit"]),
        ({"numerator": "{states: [on_time]}"}, ["indicator-states-unused"]),
        ({**COHORT, "numerator": "{states: [open_in_time]}"}, ["indicator-states-outside"]),
        ({"effective": "{from: 2026-02-01, until: 2026-01-31}"}, ["indicator-dates-reversed"]),
        ({"decimals": "9"}, ["number-out-of-range"]),
        ({"kind": "quota"}, ["not-one-of"]),
        ({"colour": "red"}, ["key-unknown"]),
        ({"id": "A-share"}, ["value-refused"]),
    ],
)
def test_keys_that_do_not_agree_are_told(keys: dict[str, str], codes: list[str]) -> None:
    assert told(changed(**keys)) == codes


def test_a_percentile_lies_between_0_and_100() -> None:
    keys = {**MEAN, "kind": "percentile", "of": "working_days"}
    assert one(changed(**keys, percentile="100")).percentile == 100
    assert told(changed(**keys, percentile="100.5")) == ["number-out-of-range"]


def test_all_faults_of_all_entries_are_told_with_their_lines() -> None:
    text = written(
        changed(where="{chanel: online}", colour="red"),
        changed(id="another", numerator="{where: {is_synced: 1}}", unit="count"),
        changed(),
    )
    _, issues = read_indicators(text, "a.yaml", COLUMNS)
    lines = [(each.code, int(each.where.rpartition(":")[2])) for each in issues]
    assert lines == [
        ("condition-column-unknown", 12),
        ("key-unknown", 13),
        ("indicator-unit-unfit", 16),
        ("condition-flag-expected", 21),
        ("indicator-twice", 24),
    ]


def test_a_misspelt_column_is_answered_with_the_nearest() -> None:
    _, issues = read_indicators(written(changed(where="{chanel: x}")), "a.yaml", COLUMNS)
    assert dict(issues[0].values)["known"] == "channel"


def test_without_columns_names_are_taken_as_they_are() -> None:
    read, issues = read_indicators(written(changed(where="{chanel: online}")), "a.yaml")
    assert issues == []
    assert read[0].where == Equal("chanel", "online")


def test_a_file_that_is_no_yaml_has_no_indicators() -> None:
    read, issues = read_indicators("indicators: [", "a.yaml", COLUMNS)
    assert (read, [each.code for each in issues]) == ((), ["yaml-unreadable"])
    read, issues = read_indicators("indicators: many", "a.yaml", COLUMNS)
    assert (read, [each.code for each in issues]) == ((), ["list-expected"])


def test_an_indicator_knows_its_line() -> None:
    assert one(changed()).path == "a.yaml:2"
    assert load_indicators()["on_time_share"].path == "indicators/definitions/timeliness.yaml:5"
