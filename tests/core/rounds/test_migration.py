"""A round taken to another edition: what changes, which figures fit, which do not."""

from decimal import Decimal

import pytest
from round_made import edition
from round_made import given as figures

from caicach.core.criteria import Edition, load_shipped
from caicach.core.rounds import Handed, MigrationPreview, edition_changes, preview_migration

HEAD = "edition: thu/{name}\nlabel: thử\n{more}maximum: {maximum}\nareas:\n"


def made(name: str, *items: str, maximum: int = 10, more: str = "") -> Edition:
    """Return an edition of items written as the inside of a YAML mapping."""
    lines = "".join(f"  - {{{item}, source: {{text: QĐ, status: sample}}}}\n" for item in items)
    return edition(HEAD.format(name=name, maximum=maximum, more=more) + lines)


SHARE = "code: 1, label: đúng hạn, max_points: 6, rule: {kind: linear}"
YES = "code: 2, label: kế hoạch, max_points: 4, rule: {kind: yes_no}"
OLD = made("cu", SHARE, YES)


def preview(new: Edition, row: dict[str, object], block: str | None = None) -> MigrationPreview:
    items = {code: figures(each) for code, each in row.items()}
    return preview_migration(OLD, new, [Handed("a", block, items)])


def test_the_same_rules_under_another_name_keep_everything() -> None:
    found = preview(made("moi", SHARE, YES), {"1": {"value": 50}, "2": {"choice": "có"}})
    assert found.is_safe
    assert (found.fits, found.changes) == (2, ())
    assert found.codes == {"1": "1", "2": "2"}


def test_items_added_removed_relabelled_and_worth_more_are_each_told() -> None:
    new = made(
        "moi",
        "code: 1, label: đúng hẹn, max_points: 7, rule: {kind: linear}",
        "code: 3, label: mới, max_points: 3, rule: {kind: judged}",
    )
    kinds = [(each.kind, each.code) for each in edition_changes(OLD, new)]
    assert kinds == [("removed", "2"), ("maximum", "1"), ("label", "1"), ("added", "3")]


def test_a_maximum_is_told_as_each_language_writes_it() -> None:
    new = made("moi", SHARE.replace(": 6,", ": 5.5,"), YES.replace(": 4,", ": 4.5,"))
    told = [(each.before.vi, each.after.vi, each.after.en) for each in edition_changes(OLD, new)]
    assert told == [("6", "5,5", "5.5"), ("4", "4,5", "4.5")]


def test_a_rule_is_told_in_the_words_of_both() -> None:
    new = made("moi", SHARE.replace("linear", "linear, full_at: 90"), YES)
    (change,) = edition_changes(OLD, new)
    assert change.kind == "rule"
    assert "100%" in change.before.vi
    assert "90%" in change.after.vi


def test_a_number_written_otherwise_is_no_change() -> None:
    same = SHARE.replace("linear", "linear, full_at: 100.0").replace(": 6,", ": 6.0,")
    new = made("moi", same, YES)
    assert edition_changes(OLD, new) == []


def test_a_figure_that_earns_something_else_fits_and_is_told() -> None:
    new = made("moi", SHARE.replace("linear", "linear, full_at: 50"), YES)
    found = preview(new, {"1": {"value": 50}})
    assert (found.fits, found.unfit) == (1, ())
    ((agency, code, before, after),) = [
        (each.agency, each.code, each.before.points, each.after.points) for each in found.rescored
    ]
    assert (agency, code, before, after) == ("a", "1", 3, 6)


def test_a_figure_the_new_rule_refuses_does_not_fit_and_says_why() -> None:
    new = made("moi", SHARE.replace("linear", "yes_no"), YES)
    found = preview(new, {"1": {"value": 50}, "2": {"choice": "có"}})
    (unfit,) = found.unfit
    assert (unfit.agency, unfit.code, unfit.new_code) == ("a", "1", "1")
    assert unfit.issue.severity == "fault"
    assert found.fits == 1
    assert not found.is_safe


def test_a_figure_that_is_no_longer_enough_does_not_fit() -> None:
    new = made(
        "moi",
        "code: 1, label: đúng hạn, max_points: 6, "
        "rule: {kind: year_on_year, of: percent, better: 6, worse: 0}",
        YES,
    )
    (unfit,) = preview(new, {"1": {"value": 50}}).unfit
    assert unfit.issue.code == "previous-missing"


def test_what_was_missing_or_exempt_before_is_not_lost_by_moving() -> None:
    may = ", may_not_apply: true"
    new = made("moi", SHARE + may, YES + may)
    found = preview(new, {"1": {}, "2": "KAD"})
    assert (found.fits, found.unfit, found.rescored) == (2, (), ())


def test_a_figure_of_an_item_that_is_gone_is_left_behind() -> None:
    new = made("moi", SHARE.replace("max_points: 6", "max_points: 10"))
    (unfit,) = preview(new, {"2": {"choice": "có"}}).unfit
    assert (unfit.code, unfit.new_code, unfit.issue) == ("2", None, None)
    assert unfit.given.choice == "có"


def test_a_warning_is_no_reason_to_put_a_figure_aside() -> None:
    new = made("moi", SHARE, YES)
    assert preview(new, {"1": "KAD"}).is_safe  # the edition does not foresee it, and says so


def test_a_figure_refused_before_and_after_does_not_fit() -> None:
    (unfit,) = preview(made("moi", SHARE, YES), {"1": {"value": "0.5"}}).unfit
    assert unfit.issue.code == "percent-as-fraction"


def test_blocks_of_an_edition_without_blocks_are_nobodys_loss() -> None:
    found = preview(made("moi", SHARE, YES), {"1": {"value": 50}}, block="P")
    assert found.lost_blocks == ()
    assert found.is_safe


CHOICE = """\
choices:
  - id: c
    label: chưa rõ
    default: x
    options: [{id: x, label: một}, {id: y, label: hai}]
"""


def test_each_edition_is_taken_with_its_own_options() -> None:
    first, second = (f"{SHARE}, when: {{c: {option}}}" for option in "xy")
    second = second.replace("code: 1", "code: 3")
    old, new = (made(name, first, second, YES, more=CHOICE) for name in ("cu", "moi"))
    handed = [Handed("a", None, {"1": figures({"value": 50})})]
    assert preview_migration(old, new, handed).is_safe
    gone = preview_migration(old, new, handed, old_choices={"c": "x"}, new_choices={"c": "y"})
    assert [(each.code, each.new_code) for each in gone.unfit] == [("1", None)]
    back = preview_migration(old, new, handed, old_choices={"c": "y"}, new_choices={"c": "x"})
    assert [each.before.points for each in back.rescored] == [None]
    with pytest.raises(ValueError, match="no choice"):
        preview_migration(old, new, handed, old_choices={"c": "z"})


def test_an_item_goes_on_under_the_code_that_continues_it() -> None:
    new = made("moi", SHARE.replace("code: 1", 'code: "9", continues: thu/cu#1'), YES)
    found = preview(new, {"1": {"value": 50}})
    assert found.codes["1"] == "9"
    assert [(each.kind, each.before.vi, each.after.vi) for each in found.changes] == [
        ("recoded", "1", "9")
    ]
    assert found.is_safe


def test_two_items_that_change_codes_do_not_take_each_others_figures() -> None:
    crossed = made(
        "moi",
        SHARE.replace("code: 1", "code: 2, continues: thu/cu#1"),
        YES.replace("code: 2", "code: 1, continues: thu/cu#2"),
    )
    found = preview(crossed, {"1": {"value": 50}, "2": {"choice": "có"}})
    assert found.codes == {"1": "2", "2": "1"}
    assert found.is_safe


def test_a_block_that_is_gone_is_told_and_its_own_items_do_not_fit() -> None:
    blocks = "blocks: [{id: X, label: Xã}]\n"
    new = made("moi", SHARE + ", blocks: [X]", YES, more=blocks, maximum=10)
    found = preview(new, {"1": {"value": 50}}, block="P")
    assert found.lost_blocks == ("a",)
    assert not found.is_safe


def test_an_item_that_no_longer_counts_for_a_block_leaves_its_figure_behind() -> None:
    blocks = "blocks: [{id: X, label: Xã}, {id: P, label: Phường}]\n"
    partial = "partial: một phần\n"
    new = made("moi", SHARE + ", blocks: [X]", YES, more=blocks + partial)
    (unfit,) = preview(new, {"1": {"value": 50}}, block="P").unfit
    assert (unfit.code, unfit.new_code) == ("1", None)
    assert preview(new, {"1": {"value": 50}}, block="X").unfit == ()


def test_peers_are_compared_anew() -> None:
    rule = "code: 1, label: đúng hạn, max_points: 6, rule: {kind: relative_to_best, of: number}"
    handed = [
        Handed(code, None, {"1": figures({"value": amount})})
        for code, amount in (("a", 40), ("b", 80))
    ]
    found = preview_migration(OLD, made("moi", rule, YES), handed)
    assert found.unfit == ()
    assert [(each.agency, each.before.points, each.after.points) for each in found.rescored] == [
        ("a", Decimal("2.4"), 3),
        ("b", Decimal("4.8"), 6),
    ]


def test_a_shipped_edition_taken_to_itself_changes_nothing() -> None:
    shipped = load_shipped("sample-department/2026")
    assert edition_changes(shipped, shipped) == []
    handed = [Handed("a", None, {"3.3": figures({"numerator": 9, "denominator": 10})})]
    assert preview_migration(shipped, shipped, handed).is_safe
