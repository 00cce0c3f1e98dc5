"""An edition written by hand: every fault, with its line, all at once."""

import pytest

from caicach.core.criteria import load_edition

HEAD = "edition: my-set/2026\nlabel: Bộ của tôi\n"


def told(text: str) -> list[str]:
    """Return `code line` of every issue."""
    return [
        f"{each.code} {each.where.rpartition(':')[2]}"
        for each in load_edition(text, "my.yaml").issues
    ]


def edition(areas: str, **keys: str) -> str:
    """Return an edition; `areas` begins on line 4 + the number of keys."""
    extra = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"{HEAD}{extra}areas:\n{areas}"


def item(code: str, points: str = "100", rule: str = "{kind: judged}", **keys: str) -> str:
    """Return an item on one line."""
    more = "".join(f", {key}: {value}" for key, value in keys.items())
    source = "" if "source" in keys else ", source: {place: trang 1}"
    return f"  - {{code: {code}, label: x, max_points: {points}, rule: {rule}{source}{more}}}\n"


def test_a_sound_edition_has_nothing_to_complain_about() -> None:
    assert told(edition(item("1"))) == []


def test_codes_stay_text() -> None:
    text = edition(item("2.10", "60") + item("2.1", "30") + item("010", "10"))
    loaded = load_edition(text, "my.yaml")
    assert loaded.edition is not None
    assert [node.code for _, node, _ in loaded.edition.walk()] == ["2.10", "2.1", "010"]


def test_one_fault_makes_the_edition_unusable_and_warnings_do_not() -> None:
    assert load_edition(edition(item("1", "99")), "my.yaml").edition is None
    open_below = "{kind: steps, steps: [{from: 50, points: 100}]}"
    loaded = load_edition(edition(item("1", rule=open_below)), "my.yaml")
    assert [each.code for each in loaded.issues] == ["steps-open-below"]
    assert loaded.edition is not None


def test_an_unknown_key_does_not_hide_the_faults_behind_it() -> None:
    text = edition(item("1", "60", colour="red") + item("1", "30"), colour="red")
    assert told(text) == [
        "key-unknown 3",
        "total-does-not-add 4",
        "key-unknown 5",
        "code-duplicate 6",
    ]


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("issued", "{text: x, date: 02/01/2026}", "not-a-day 3"),
        ("bands", "[{from: x, label: A}]", "not-a-number 3"),
        ("rounding", "{at: nowhere}", "not-one-of 3"),
    ],
)
def test_a_broken_entry_does_not_hide_the_faults_behind_it(
    key: str, value: str, fault: str
) -> None:
    text = edition(item("1", "60") + item("1", "30"), **{key: value})
    assert told(text) == [fault, "total-does-not-add 4", "code-duplicate 6"]


def test_a_broken_rule_or_source_hides_nothing_and_invents_nothing() -> None:
    areas = item("1", "60", "{kind: zero_tol}") + item("1", "40", "{kind: steps}")
    assert told(edition(areas)) == ["not-one-of 4", "key-missing 5", "code-duplicate 5"]
    areas = item("1", "60", source="{place: x, status: wrong}") + item("1", "40")
    assert told(edition(areas)) == ["not-one-of 4", "code-duplicate 5"]


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        # the sums and the blocks cannot be known, so nothing is said of them
        (item("1", "sáu mươi") + item("1", "30"), ["not-a-number 4", "code-duplicate 5"]),
        (item("1", "60", when="x") + item("1", "30"), ["mapping-expected 4", "code-duplicate 5"]),
        (item("1", source="x") + item("1", "0"), ["mapping-expected 4", "code-duplicate 5"]),
        ("  - {code: 1, max_points: 60, rule: {kind: judged}}\n", ["key-missing 4"]),
        ("  - x\n", ["mapping-expected 4"]),
    ],
)
def test_what_follows_from_a_broken_entry_is_not_told(areas: str, expected: list[str]) -> None:
    assert told(edition(areas)) == expected


def test_codes_are_unique_and_bear_no_hash() -> None:
    text = edition(item("1", "50") + item("1", "20") + item('"2#a"', "30"))
    assert told(text) == ["code-duplicate 5", "code-with-hash 6"]


NESTED = """\
  - code: 1
    label: a
    max_points: 60
    source: {place: x}
    criteria:
      - code: 1.1
        label: b
        max_points: 40
        criteria:
          - {code: 1.1.1, label: c, max_points: 30, rule: {kind: judged}}
          - {code: 1.1.2, label: d, max_points: 11, rule: {kind: judged}}
      - {code: 1.2, label: e, max_points: 19, rule: {kind: judged}}
  - {code: 2, label: f, max_points: 39, rule: {kind: judged}, source: {place: x}}
"""


def test_maxima_must_add_up_at_every_level() -> None:
    found = load_edition(edition(NESTED), "my.yaml").issues
    assert [f"{each.code} {each.where}" for each in found] == [
        "total-does-not-add my.yaml:3",
        "maxima-do-not-add my.yaml:6",
        "maxima-do-not-add my.yaml:11",
    ]
    assert found[2].problem("vi") == (
        "Điểm tối đa của 1.1 là 40, nhưng các mục con cộng lại 41 (30 + 11)."
    )


def test_a_group_without_a_maximum_is_worth_its_parts() -> None:
    text = edition(
        NESTED.replace("    max_points: 60\n", "").replace("        max_points: 40\n", "")
    )
    assert told(text) == ["total-does-not-add 3"]
    assert told(text.replace("max_points: 39", "max_points: 40")) == []


def test_a_part_of_a_set_says_so_and_may_not_be_worth_more() -> None:
    assert told(edition(item("1", "55"))) == ["total-does-not-add 3"]
    assert told(edition(item("1", "55"), partial="sáu lĩnh vực")) == []
    assert told(edition(item("1", "155"), partial="sáu lĩnh vực")) == ["total-does-not-add 4"]


BLOCKS = "[{id: a, label: A}, {id: b, label: B}]"


def test_maxima_must_add_up_for_every_block() -> None:
    areas = item("1", "80") + item("2", "20", blocks="[a]") + item("3", "10", blocks="[b]")
    found = load_edition(edition(areas, blocks=BLOCKS), "my.yaml").issues
    assert [dict(each.values)["block"] for each in found] == ["b"]
    assert told(edition(areas.replace("points: 10,", "points: 20,"), blocks=BLOCKS)) == []


CHOICES = "[{id: way, label: w, default: one, options: [{id: one, label: o}, {id: two, label: t}]}]"


def test_maxima_must_add_up_under_every_option() -> None:
    areas = (
        item("1", "80") + item("2", "20", when="{way: one}") + item("3", "19", when="{way: two}")
    )
    assert told(edition(areas, choices=CHOICES)) == ["total-does-not-add 4"]
    assert told(edition(areas.replace("points: 19", "points: 20"), choices=CHOICES)) == []


def test_many_choices_do_not_multiply_without_end() -> None:
    options = "options: [{id: a, label: a}, {id: b, label: b}]"
    listed = ", ".join(f"{{id: c{n}, label: c, default: a, {options}}}" for n in range(40))
    areas = item("1", "80") + item("2", "20", when="{c7: a}") + item("3", "19", when="{c7: b}")
    assert told(edition(areas, choices=f"[{listed}]")) == ["total-does-not-add 4"]


@pytest.mark.parametrize(
    ("areas", "keys", "codes"),
    [
        ("  - {code: 1, label: x, max_points: 100, source: {place: x}}\n", {}, ["rule-missing 4"]),
        (item("1", "", "{kind: judged}"), {}, ["maximum-missing 4"]),
        (
            "  - {code: 1, label: x, rule: {kind: judged}, source: {place: x}}\n",
            {},
            ["maximum-missing 4", "total-does-not-add 3"],
        ),
        (
            "  - {code: 1, label: x, max_points: 100, rule: {kind: judged}}\n",
            {},
            ["source-missing 4"],
        ),
        (
            item("1", criteria=f"[{item('1.1').strip()[2:]}]"),
            {},
            ["rule-on-a-sum 4"],
        ),
        (item("1", "110") + item("2", "-10"), {}, ["maximum-negative 5"]),
        (item("1", rule="{kind: yes_no, yes: 90}"), {}, ["maximum-out-of-reach 4"]),
        (item("1", rule="{kind: yes_no, yes: 0}"), {}, ["maximum-out-of-reach 4"]),
        (item("1", measured_by="{indicator: on_tim_share}"), {}, ["measure-unknown 4"]),
        (item("1", blocks="[c]"), {"blocks": BLOCKS}, ["block-unknown 5"]),
        (item("1", when="{way: three}"), {"choices": CHOICES}, ["choice-of-edition-unknown 5"]),
        (item("1", when="{road: one}"), {"choices": CHOICES}, ["choice-of-edition-unknown 5"]),
        (item("1", scaled_by="9"), {}, ["code-unknown-here 4", "scale-refused 4"]),
        (item("1", rule="{kind: linear}", scaled_by="1"), {}, ["scale-not-an-item 4"]),
        (item("1", rule="{kind: penalty}"), {}, ["bonus-inside-area 4"]),
        (item("1"), {"effective": "{from: 2026-02-01, until: 2026-01-31}"}, ["days-reversed 3"]),
        (item("1"), {"blocks": "[{id: a, label: A}, {id: a, label: B}]"}, ["name-duplicate 3"]),
        (
            item("1"),
            {"choices": CHOICES.replace("id: two", "id: one")},
            ["name-duplicate 3"],
        ),
        (item("1"), {"choices": CHOICES.replace("default: one", "default: x")}, ["not-one-of 3"]),
        (item("1"), {"ranking": "{unranked_blocks: [z]}"}, ["block-unknown 3"]),
    ],
)
def test_each_slip_is_named_where_it_stands(
    areas: str, keys: dict[str, str], codes: list[str]
) -> None:
    found = told(edition(areas, **keys))
    assert sorted(each for each in found if each in codes) == sorted(codes)
    assert all(each.startswith("total-does-not-add") for each in found if each not in codes)


def test_a_source_above_is_a_source() -> None:
    child = "{code: 1.1, label: y, max_points: 100, rule: {kind: judged}}"
    area = f"  - {{code: 1, label: x, source: {{place: x}}, criteria: [{child}]}}\n"
    assert told(edition(area)) == []


def test_a_measure_of_the_editions_own_is_known() -> None:
    mine = item("1", measured_by="{indicator: my_share}")
    assert told(edition(mine, measures="[my_share]")) == []
    assert told(edition(item("1", measured_by="{figures: báo cáo}"))) == []


def test_faults_of_a_rule_stand_on_the_line_of_the_entry() -> None:
    area = """\
  - code: 1
    label: x
    max_points: 100
    source: {place: x}
    rule:
      kind: sum
      parts:
        - max_points: 60
          rule:
            kind: steps
            steps:
              - {from: 80, points: 60}
              - {from: 90, points: 30}
              - {below: 80, points: -1}
        - max_points: 30
          rule: {kind: bonus}
"""
    assert told(edition(area)) == [
        "parts-do-not-add 10",
        "steps-order 16",
        "step-unreachable 16",
        "rule-below-zero 17",
        "part-rule-refused 19",
    ]


PENALTY = """\
  - {code: 1, label: x, max_points: 100, rule: {kind: judged}, source: {place: x}}
  - code: 9
    label: Điểm trừ
    kind: penalty
    source: {place: x}
    criteria:
      - {code: 9.1, label: y, max_points: -3, rule: {kind: penalty, per_event: 1}}
      - code: 9.2
        label: z
        max_points: -2
        rule: {kind: levels, levels: [{label: nhẹ, points: -1}, {label: nặng, points: -2}]}
"""


def test_inside_a_penalty_block_amounts_may_be_below_zero() -> None:
    assert told(edition(PENALTY)) == []
    assert "rule-below-zero 14" in told(
        edition(PENALTY.replace("kind: penalty\n", "kind: scored\n"))
    )


def test_a_bonus_group_inside_a_scored_area_is_refused() -> None:
    bonus = "{code: 1.2, label: y, kind: bonus, max_points: 5, rule: {kind: bonus}}"
    proper = "{code: 1.1, label: y, max_points: 95, rule: {kind: judged}}"
    area = f"  - {{code: 1, label: x, source: {{place: x}}, criteria: [{proper}, {bonus}]}}\n"
    assert told(edition(area)) == ["bonus-inside-area 4"]


GOOD_BANDS = "[{from: 80, label: Tốt}, {below: 80, label: Khá}]"


@pytest.mark.parametrize(
    ("bands", "codes"),
    [
        (GOOD_BANDS, []),
        ("[{from: 80, label: Tốt}, {from: 50, label: Khá}]", ["bands-open-below"]),
        (
            "[{from: 90, label: Tốt}, {from: 60, below: 80, label: Khá}, {below: 60, label: Kém}]",
            ["bands-gap"],
        ),
        (
            "[{from: 50, label: A}, {from: 80, label: B}, {below: 50, label: C}]",
            ["bands-order", "band-unreachable"],
        ),
        ("[{from: 80, label: A}, {to: 80, label: B}]", ["bands-overlap"]),
        ("[{from: 80, to: 70, label: A}]", ["band-bounds-order"]),
        ("[{from: 80, over: 70, label: A}]", ["band-bounds-twice"]),
        (
            "[{from: 80, label: A, blocks: [z]}, {below: 80, label: B}]",
            ["block-unknown", "bands-gap"],
        ),
    ],
)
def test_bands_are_checked_like_steps_and_told_as_bands(bands: str, codes: list[str]) -> None:
    found = load_edition(edition(item("1"), bands=bands), "my.yaml").issues
    assert [each.code for each in found] == codes
    assert all("{" not in each.text(lang) for each in found for lang in ("vi", "en"))


def test_each_block_has_bands_of_its_own_and_a_shared_fault_is_told_once() -> None:
    own = (
        "[{from: 80, label: A, blocks: [a]}, {below: 80, label: B, blocks: [a]},"
        " {from: 0, label: C, blocks: [b]}]"
    )
    assert told(edition(item("1"), blocks=BLOCKS, bands=own)) == []
    shared = "[{from: 90, label: A}, {below: 80, label: B}]"
    assert told(edition(item("1"), blocks=BLOCKS, bands=shared)) == ["bands-gap 4"]


def test_the_name_of_an_edition_has_a_form() -> None:
    for name in ("Bộ/2026", "my set/2026", "my-set", "my-set/2026/1", "../x/2026"):
        text = edition(item("1")).replace("my-set/2026", name)
        assert told(text) == ["edition-name-malformed 1"]


def test_an_empty_edition_lacks_what_it_must_have() -> None:
    assert told("label: x\n") == ["key-missing 1", "key-missing 1"]
    assert told("areas: []\nedition: a/1\nlabel: x") == ["list-too-short 1"]
    assert told("- a\n- b\n") == ["mapping-expected 1"]
    assert told("chỉ một dòng") == ["mapping-expected 1"]


def test_a_tower_of_criteria_is_refused_in_words() -> None:
    tower = "{code: x, label: x, criteria: [" * 3000 + "]}" * 3000
    assert told(edition(f"  - {tower}\n")) == ["yaml-too-deep 4"]
