"""Editions named on the command line: shipped ones by name, others by path."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.core.criteria import (
    Edition,
    EditionNotFoundError,
    Loaded,
    load_edition,
    read_shipped,
    shipped_cases,
    shipped_names,
)
from caicach.core.issues import Issue, has_faults, issue
from caicach.files.tables import decode, read_bytes

_ENDINGS = (".yaml", ".yml")


class Shelved(NamedTuple):
    """An edition as it was found: where it lies, and what it was read as."""

    name: str
    path: Path | None
    loaded: Loaded


def find_edition(name: str) -> Shelved:
    """Return the edition of that name or path, with its issues.

    Raises WrongUseError when there is none.
    """
    path = Path(name)
    if name.endswith(_ENDINGS) or path.is_file():
        return Shelved(name, path, _load(path))
    try:
        return Shelved(name, None, load_edition(read_shipped(name), f"criteria/{name}.yaml"))
    except EditionNotFoundError as error:
        raise WrongUseError(
            "cli-edition-unknown", name, known=_nearest(name, error.known)
        ) from None


def open_edition(name: str) -> Edition:
    """Return a usable edition. Raises WrongUseError, or FaultsError with all its faults."""
    found = find_edition(name)
    if found.loaded.edition is None:
        raise FaultsError(found.loaded.issues)
    return found.loaded.edition


def _load(path: Path) -> Loaded:

    file = str(path)
    content, issues = read_bytes(path, file)
    if content is None:
        raise WrongUseError.of(issues)
    text, issues = decode(content, file)
    if text is None or has_faults(issues):
        return Loaded(None, None, [issue("cli-edition-not-text", each.where) for each in issues])
    loaded = load_edition(text, file)
    return loaded._replace(issues=[*issues, *map(_of_whole_file, loaded.issues)])


def _of_whole_file(found: Issue) -> Issue:
    """What is wrong with the whole file names no key."""
    if found.code == "mapping-expected" and ("key", "?") in found.values:
        return issue("cli-edition-no-keys", found.where)
    return found


def _nearest(name: str, known: list[str]) -> str:
    same_set = [each for each in known if each.split("/")[0] == name.split("/", maxsplit=1)[0]]
    near = same_set[-6:] or get_close_matches(name, known, n=4, cutoff=0.4) or known[:8]
    return ", ".join(near)


def named_editions(names: list[str]) -> Iterator[Shelved]:
    """Yield the editions of names, files and folders; all shipped ones when nothing is named."""
    for name in names or shipped_names():
        if Path(name).is_dir():
            yield from map(find_edition, _files_in(Path(name)))
        else:
            yield find_edition(name)


def _files_in(folder: Path) -> list[str]:
    """Case files lie in folders named `cases`; all other YAML files are editions."""
    found = sorted(
        str(path)
        for path in folder.rglob("*")
        if path.suffix in _ENDINGS and "cases" not in path.relative_to(folder).parts
    )
    if not found:
        raise WrongUseError("cli-folder-empty", str(folder))
    return found


def cases_of(found: Shelved) -> Iterator[tuple[str, str, str]]:
    """Yield code, text and path of each case file beside an edition."""
    if found.path is None:
        for name, text in shipped_cases(found.name):
            yield name.removesuffix(".yaml"), text, f"criteria/{_case_folder(found.name)}/{name}"
        return
    edition = found.loaded.edition
    stem = edition.edition.partition("/")[2] if edition else found.path.stem
    for folder in dict.fromkeys((found.path.stem, stem)):
        cases = found.path.parent / "cases" / folder
        for path in sorted(cases.glob("*.yaml")):
            yield path.stem, path.read_text("utf-8", errors="replace"), str(path)


def _case_folder(name: str) -> str:
    folder, _, edition = name.partition("/")
    return f"{folder}/cases/{edition}"
