"""Result documents read back from a file."""

from pathlib import Path

from caicach.core.issues import Issue, has_faults, issue
from caicach.core.scoring.kept import ResultDocument, ResultRefusedError, read_result
from caicach.files.inputs.json_form import load_json
from caicach.files.tables import read_bytes

_NO_KEY = "Field required"
"""How the library that checks a result says that a key is missing."""


def read_result_file(path: Path) -> tuple[ResultDocument | None, list[Issue]]:
    """Return the result in a JSON file, or None with every fault."""
    file = str(path)
    content, issues = read_bytes(path, file)
    if content is None:
        return None, issues
    raw, issues = load_json(content, file)
    if has_faults(issues):
        return None, list(map(_in_plain_words, issues))
    try:
        return read_result(raw, file), issues
    except ResultRefusedError as error:
        return None, [*issues, *map(_in_plain_words, error.issues)]


def _in_plain_words(found: Issue) -> Issue:
    """A person is told what is amiss in a result, not what the reading library calls it."""
    if found.code == "json-broken":
        return issue("result-not-json", found.where)
    if found.code != "result-broken":
        return found
    if dict(found.values).get("reason") == _NO_KEY:
        return issue("result-key-missing", found.where)
    return issue("result-value-wrong", found.where)
