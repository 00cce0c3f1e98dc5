"""Docs keep up with the code: every kind, code and link is there, and every code is in use."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from caicach.core.issues import known_codes
from caicach.core.issues.catalogue import Words, catalogue
from caicach.core.issues.reference import reference_page
from caicach.core.rules import RULES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("**/*.md"), *ROOT.glob("*.md")])
SOURCE = sorted((ROOT / "src").glob("**/*.py"))
RAISERS = {"issue": 0, "RuleFault": 0, "InputRefused": 0, "Break": 0}


class Call(NamedTuple):
    """One place that makes an issue: its code, and the names of values as far as they are plain.

    names: None where values come from elsewhere (`**values`).
    """

    where: str
    code: str
    names: set[str] | None


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in SOURCE:
        yield path, ast.parse(path.read_text("utf-8"))


def calls() -> Iterator[Call]:
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            code = node.args[0] if node.func.id in RAISERS and node.args else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield Call(f"{shown(path)}:{node.lineno}", code.value, names_of(node))


def names_of(call: ast.Call) -> set[str] | None:
    """Return the values a call names; None when some come from elsewhere."""
    named = {keyword.arg for keyword in call.keywords}
    if isinstance(call.func, ast.Name) and call.func.id == "RuleFault":
        values = call.args[2] if len(call.args) > 2 else None
        if not isinstance(values, ast.Dict):
            return None
        named = {key.value for key in values.keys if isinstance(key, ast.Constant)}
    elif isinstance(call.func, ast.Name) and call.func.id == "Break" and len(call.args) > 1:
        return None
    return None if None in named else {str(name) for name in named}


CALLS = list(calls())


def placeholders(words: Words) -> set[str]:
    texts = (words.problem, words.remedy)
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", RULES)
def test_every_rule_kind_has_a_page(kind: str) -> None:
    page = DOCS / "reference" / "rules" / f"{kind}.md"
    assert page.read_text("utf-8").startswith(f"# `{kind}`: ")


def test_every_page_of_the_rules_is_about_a_kind() -> None:
    pages = {page.stem for page in (DOCS / "reference" / "rules").glob("*.md")}
    assert pages - {"README"} == set(RULES)


def test_the_page_of_issue_codes_is_up_to_date() -> None:
    page = (DOCS / "reference" / "issues.md").read_text("utf-8")
    assert page == reference_page(), "python -m caicach.core.issues.reference > that page"


def test_every_code_that_is_raised_has_words() -> None:
    unknown = [f"{call.where} {call.code}" for call in CALLS if call.code not in known_codes()]
    assert unknown == []


def test_the_scan_finds_codes_at_all() -> None:
    assert {call.code for call in CALLS} >= {"code-unknown", "bounds-order", "rank-below-one"}


def texts_of_the_source() -> tuple[set[str], set[tuple[str, str]]]:
    """Return all plain texts of the source, and head and tail of f-strings around one name."""
    texts: set[str] = set()
    frames: set[tuple[str, str]] = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            if isinstance(node, ast.JoinedStr):
                head, _, tail = "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "\0"
                    for part in node.values
                ).partition("\0")
                frames.add((head, tail))
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "family":
                frames.add((f"{ast.literal_eval(node.value)}-", ""))
    return texts, {frame for frame in frames if frame[0].endswith("-")}


def test_every_code_with_words_is_used_in_the_source() -> None:
    """Some codes are put together: a `family` or a head, and a reason that stands elsewhere."""
    texts, frames = texts_of_the_source()
    put_together = {head + text + tail for head, tail in frames for text in texts}
    assert sorted(known_codes() - texts - put_together) == []


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_name_the_same_values(code: str) -> None:
    """A value that is itself worded has a second name for English: `label`, `label_en`."""
    entry = catalogue()[code]
    english = {name.removesuffix("_en") for name in placeholders(entry.en)}
    assert placeholders(entry.vi) == english


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_are_whole_sentences(code: str) -> None:
    entry = catalogue()[code]
    for text in (entry.vi.problem, entry.vi.remedy, entry.en.problem, entry.en.remedy):
        assert text[0].isupper() or text[0] in "“{", text
        assert text.endswith((".", "…", "?")), text


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.where} {call.code}")
def test_every_call_provides_the_values_its_words_name(call: Call) -> None:
    if call.names is None:
        return
    entry = catalogue()[call.code]
    # a rule does not know its item: whoever makes the issue adds its code
    given = call.names | {"criterion"}
    assert placeholders(entry.vi) | placeholders(entry.en) <= given


def links_of(page: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)\)", text)


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    targets = [link.partition("#")[0] for link in links_of(page) if "://" not in link]
    broken = [target for target in targets if target and not (page.parent / target).exists()]
    assert broken == []
