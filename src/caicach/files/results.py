"""Result documents read back from a file."""

from pathlib import Path

from caicach.core.issues import Issue, has_faults
from caicach.core.scoring.kept import ResultDocument, ResultRefusedError, read_result
from caicach.files.inputs.json_form import load_json
from caicach.files.tables import read_bytes


def read_result_file(path: Path) -> tuple[ResultDocument | None, list[Issue]]:
    """Return the result in a JSON file, or None with every fault."""
    file = str(path)
    content, issues = read_bytes(path, file)
    if content is None:
        return None, issues
    raw, issues = load_json(content, file)
    if has_faults(issues):
        return None, issues
    try:
        return read_result(raw, file), issues
    except ResultRefusedError as error:
        return None, [*issues, *error.issues]
