"""A publication proven: the seal holds, and the pinned figures give the same points again."""

import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from caicach.core.issues import Issue, issue
from caicach.core.scoring.document import agency_entries
from caicach.files.snapshots import verify_publication
from caicach.files.snapshots.bundle import SNAPSHOT
from caicach.web.attachments.store import path_of
from caicach.web.jobs.kinds import Run
from caicach.web.results.models import Publication
from caicach.web.results.taking import round_result
from caicach.web.rounds.models import Stage

SUMS = ("name", "block", "points", "maximum", "index", "rank", "band")
ITEM = ("points", "maximum", "state")


def prove(publication: Publication, run: Run | None = None) -> list[Issue]:
    """Return every difference between what was published and what the figures give today.

    Empty when the files are whole, the seal holds, and scoring what was pinned once more gives
    each published sum, rank and point. That the installation made the seal itself is a warning.
    """
    contents = {each.name: _content(each.stored.sha256) for each in _files(publication)}
    lost = [name for name, content in contents.items() if content is None]
    if lost:
        return [issue("proof-file-missing", name) for name in lost]
    parts = {name: content for name, content in contents.items() if content is not None}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in parts.items():
            (Path(folder) / name).write_bytes(content)
        found = verify_publication(Path(folder))
    frozen = orjson.loads(parts[SNAPSHOT])
    return [*found, *_of_round(publication, frozen, run)]


def _files(publication: Publication) -> Any:
    return publication.files.select_related("stored")


def _content(sha256: str) -> bytes | None:
    path = path_of(sha256)
    return path.read_bytes() if path.is_file() else None


def _of_round(
    publication: Publication, frozen: Mapping[str, Any], run: Run | None
) -> Iterator[Issue]:
    result = round_result(publication.round, Stage.FINAL, until=publication.last_change, run=run)
    again = {each["code"]: each for each in agency_entries(result)}
    told = {each["code"]: each for each in frozen["result"]["agencies"]}
    for code in again.keys() - told.keys():
        yield issue("proof-agency-unpublished", code)
    for code, entry in told.items():
        if code not in again:
            yield issue("proof-agency-gone", code)
            continue
        yield from _differing(code, SUMS, entry, again[code])
        yield from _of_items(code, entry, again[code])
    yield from _of_rows(publication, told)


def _of_items(agency: str, told: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[Issue]:
    anew = {each["code"]: each for each in again["items"]}
    for item in told["items"]:
        where = f"{agency} / {item['code']}"
        other = anew.get(item["code"])
        if other is None:
            yield issue("proof-item-gone", where)
            continue
        yield from _differing(where, ITEM, item, other)
        if item["trace"]["inputs"] != other["trace"]["inputs"]:
            values = {"told": _short(item), "again": _short(other)}
            yield issue("proof-inputs-differ", where, **values)


def _of_rows(publication: Publication, told: Mapping[str, Any]) -> Iterator[Issue]:
    """The pages read rows of their own, which must say what was sealed."""
    for code, entry in publication.agencies.values_list("agency__code", "entry"):
        if code in told:
            yield from _differing(code, SUMS, told[code], entry)


def _differing(
    where: str, names: tuple[str, ...], told: Mapping[str, Any], again: Mapping[str, Any]
) -> Iterator[Issue]:
    for name in names:
        if _composed(told[name]) != _composed(again[name]):
            values = {"told": _plain(told[name]), "again": _plain(again[name])}
            yield issue("proof-differs", where, field=name, **values)


def _composed(value: Any) -> Any:
    """What is sealed has its letters composed; names of the register may not."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _plain(value: Any) -> str:
    return "–" if value is None else str(value)


def _short(item: Mapping[str, Any]) -> str:
    return orjson.dumps(item["trace"]["inputs"]).decode()[:200]
