"""The files of a bundle, packed or not."""

from pathlib import Path

from caicach.core.issues import Issue, issue
from caicach.files.tables import read_bytes
from caicach.files.tables.zip_parts import open_zip


def read_parts(path: Path) -> tuple[dict[str, bytes], list[Issue]]:
    """Return the files by name, of a zip or of a folder; folders within are passed over."""
    if path.is_dir():
        return _of_folder(path)
    content, issues = read_bytes(path, path.name)
    if content is None:
        return {}, issues
    archive, more = open_zip(content, path.name)
    if archive is None:
        return {}, [*issues, *map(_in_place, more)]
    with archive:
        names = [each.filename for each in archive.infolist() if not each.is_dir()]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            return {}, [issue("publication-part-twice", path.name, parts=", ".join(twice))]
        return {name: archive.read(name) for name in names}, [*issues, *more]


def _of_folder(path: Path) -> tuple[dict[str, bytes], list[Issue]]:
    parts: dict[str, bytes] = {}
    issues: list[Issue] = []
    for each in sorted(path.iterdir()):
        if each.is_file():
            content, found = read_bytes(each, each.name)
            issues += found
            if content is not None:
                parts[each.name] = content
    return parts, issues


def _in_place(found: Issue) -> Issue:
    """A file that is no zip at all was simply the wrong one."""
    return issue("publication-no-bundle", found.where) if found.code == "file-broken" else found
