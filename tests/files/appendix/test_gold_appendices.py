"""The two sample appendices beside the checkout, against what a careful person read in them."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from caicach.core.criteria import load_edition
from caicach.files.appendix import Imported, Row, import_appendix
from caicach.files.appendix.outside import outside_kind
from caicach.files.appendix.scoring import read_scoring

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "appendices"
NAMES = ("mau-so-ban-nganh.docx", "mau-cap-xa.xlsx")

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample appendices do not stand beside this checkout"
)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def imported(name: str) -> Imported:
    return import_appendix((SAMPLES / name).read_bytes(), name, "mau/2026")


def gold(name: str) -> dict[str, Any]:
    path = SAMPLES / f"{name.rpartition('.')[0]}.gold.json"
    return dict(json.loads(path.read_text("utf-8")))


def as_gold(row: Row) -> dict[str, Any]:
    """Return a row in the words of the gold files."""
    place = {"row": row.place.row}
    place |= {"sheet": row.place.sheet} if row.place.sheet else {"table": row.place.table}
    return {
        "code": row.code,
        "printed_code": row.printed_code,
        "occurrence": row.occurrence,
        "parent": row.parent,
        "level": row.level,
        "name": row.name,
        "max": row.max,
        "max_printed": row.max_printed,
        "in_total": row.in_total,
        "rule": None if row.rule is None else neutral(row.rule),
        "survey": row.survey,
        "scoring_text": row.scoring_text,
        "evidence": row.evidence,
        "not_applicable_to": row.not_applicable_to,
        "place": place,
    }


def of_gold(row: dict[str, Any]) -> dict[str, Any]:
    """Return a gold row without what is told elsewhere, with decimals as decimals."""
    rule = row["rule"] and {key: value for key, value in row["rule"].items() if key != "why"}
    return {
        **{key: row[key] for key in row if not key.startswith("evidence_cell")},
        "max": None if row["max"] is None else Decimal(row["max"]),
        "max_printed": row["max_printed"].strip(),
        "rule": rule,
        "not_applicable_to": row.get("not_applicable_to", ""),
    }


def neutral(rule: dict[str, Any]) -> dict[str, Any]:
    """Return a rule of an edition in the neutral words of the gold files."""
    words = {key: value for key, value in rule.items() if key not in ("may_exceed", "counted")}
    if "counted" in rule and rule["kind"] == "steps":
        words["counted"] = rule["counted"]
    if "steps" in rule:
        words["steps"] = [neutral_step(step) for step in rule["steps"]]
    if rule["kind"] == "floor_then_linear":
        words["floor_inclusive"] = rule.get("floor_inclusive") != "false"
    if "points_by_rank" in rule:
        words["points_by_rank"] = [{"to": None, **each} for each in rule["points_by_rank"]]
    for key in ("parts", "cases"):
        if key in rule:
            words[key] = [neutral(part["rule"]) for part in rule[key]]
    return words


def neutral_step(step: dict[str, str]) -> dict[str, Any]:
    low, high = step.get("from", step.get("over")), step.get("to", step.get("below"))
    return {
        "from": low,
        "from_inclusive": None if low is None else "from" in step,
        "to": high,
        "to_inclusive": None if high is None else "to" in step,
        "points": step["points"],
    }


def test_every_field_of_every_row_is_read_as_a_person_read_it(name: str) -> None:
    got = [as_gold(row) for row in imported(name).rows]
    assert got == [of_gold(row) for row in gold(name)["rows"]]


def test_title_is_read(name: str) -> None:
    assert imported(name).title == gold(name)["title"]


def test_exactly_the_unclear_items_are_put_before_a_person(name: str) -> None:
    assert [each.code for each in imported(name).confirm] == gold(name)["to_confirm"]


def test_a_table_without_faults_gives_no_issue(name: str) -> None:
    assert imported(name).issues == ()


def test_the_edition_loads_and_says_what_the_rows_say(name: str) -> None:
    result = imported(name)
    loaded = load_edition(result.edition_text, "mau.yaml")
    assert loaded.issues == []
    assert loaded.edition is not None
    nodes = [node for _, node, _ in loaded.edition.walk()]
    assert [node.code for node in nodes] == [row.code for row in result.rows]
    assert [node.max_points for node in nodes] == [row.max for row in result.rows]
    assert [node.scoring_text or "" for node in nodes] == [row.scoring_text for row in result.rows]
    assert [node.rule is not None for node in nodes] == [
        row.rule is not None for row in result.rows
    ]
    assert all(node.source is not None for node in nodes)


def test_what_stands_around_the_table_enters_the_edition() -> None:
    loaded = load_edition(imported("mau-so-ban-nganh.docx").edition_text, "mau.yaml")
    assert loaded.edition is not None
    assert [band.label.vi for band in loaded.edition.bands] == ["Tốt", "Khá", "Trung bình", "Yếu"]
    assert (loaded.edition.bonus_cap, loaded.edition.penalty_cap) == (Decimal(2), Decimal(3))
    assert loaded.edition.level == "department"
    assert loaded.edition.sample is not None
    assert loaded.edition.issued is None, "the sample leaves the number of the decision open"


TYPED: dict[str, Callable[[str], str]] = {
    "decimal points": lambda text: re.sub(r"(?<=\d),(?=\d)", ".", text),
    "đ for điểm": lambda text: re.sub(r"(?<=\d) điểm\b(?! t)", "đ", text),
    "a star for times": lambda text: re.sub(r" x (?=[\dđ])", "*", text),
    "a true times sign": lambda text: text.replace(" x ", " × "),
    "one line": lambda text: re.sub(r"([.;])\n", r"\1 ", text).replace("\n", "; "),
    "a line each": lambda text: text.replace("; ", ";\n"),
    "no bullets": lambda text: re.sub(r"(?m)^- ", "", text),
    "plus signs as bullets": lambda text: re.sub(r"(?m)^- ", "+ ", text),
    "dashes in ranges": lambda text: text.replace(" đến dưới ", " – dưới "),
    "được before points": lambda text: re.sub(r": (?=\d+(,\d+)? điểm)", " được ", text),
    "equal signs before points": lambda text: re.sub(r": (?=\d+(,\d+)? điểm)", " = ", text),
    "commas between levels": lambda text: text.replace("điểm; ", "điểm, "),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "signs for bounds": lambda text: re.sub(
        r"[Tt]ừ (\d+%) trở lên", r"≥ \1", re.sub(r"[Dd]ưới (\d+%):", r"< \1:", text)
    ),
}
WORDS = frozenset(("label", "event", "numerator", "denominator", "conditions"))


def without_words(rule: Any) -> Any:
    """Return a rule without the words it quotes, which change with the typing."""
    if isinstance(rule, dict):
        return {key: without_words(each) for key, each in rule.items() if key not in WORDS}
    return [without_words(each) for each in rule] if isinstance(rule, list) else rule


@pytest.mark.parametrize("typing", TYPED)
def test_the_same_text_typed_another_way_gives_the_same_rule(name: str, typing: str) -> None:
    for row in gold(name)["rows"]:
        if row["rule"] is None:
            continue
        outside = None if row["in_total"] else outside_kind(row["name"])
        text, maximum = TYPED[typing](row["scoring_text"]), Decimal(row["max"])
        rule = read_scoring(text, maximum, name=row["name"], outside=outside).rule
        assert without_words(neutral(rule)) == without_words(of_gold(row)["rule"]), text
