"""Every verb of the log has words in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

from caicach.web.audit.verbs import read_verbs, said_verb, verb_words

WEB = Path(__file__).parents[3] / "src/caicach/web"
RECORDERS = {"record": 1, "record_change": 1, "leave": 2}


def verbs_of(node: ast.expr, texts: dict[str, list[str]]) -> list[str]:
    """Return the verbs an argument may be: plain, chosen between two, or a name bound to them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*verbs_of(node.body, texts), *verbs_of(node.orelse, texts)]
    if isinstance(node, ast.Name):
        return texts.get(node.id, [])
    return []


def bound_texts(tree: ast.Module) -> dict[str, list[str]]:
    """Return the verbs each name of a module may stand for."""
    texts: dict[str, list[str]] = {}
    for _ in range(2):  # a name may be bound to another name
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                texts[node.targets[0].id] = verbs_of(node.value, texts)
    return texts


def recorded(node: ast.AST) -> ast.expr | None:
    """Return the argument of a call that leaves an event which says what was done."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return None
    place = RECORDERS.get(node.func.id)
    return node.args[place] if place is not None and len(node.args) > place else None


def used() -> Iterator[tuple[str, str]]:
    """Yield each verb that is left somewhere, with its place."""
    for path in sorted(WEB.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        texts = bound_texts(tree)
        said = [argument for node in ast.walk(tree) if (argument := recorded(node))]
        for each in said:
            for verb in verbs_of(each, texts):
                yield verb, f"{path.relative_to(WEB)}:{each.lineno}"


def test_every_verb_that_is_left_has_words() -> None:
    missing = [f"{verb} ({place})" for verb, place in used() if verb not in verb_words()]
    assert missing == [], "write it in verbs.yaml beside the app"


def test_the_scan_finds_verbs_at_all() -> None:
    found = {verb for verb, _ in used()}
    assert found >= {
        *("person.added", "person.post_given", "person.signed_in", "person.recovery_codes_made")
    }


def test_the_files_of_verbs_have_no_faults() -> None:
    assert read_verbs()[1] == []


def test_every_verb_has_both_languages() -> None:
    assert [verb for verb, words in verb_words().items() if not (words.vi and words.en)] == []


def test_a_verb_of_the_past_that_nobody_explains_stands_for_itself() -> None:
    assert said_verb("old.done").vi == "old.done"
