"""Publications read back: the documents that were frozen, as far as a page needs them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from caicach.core.scoring.kept import ResultDocument, read_result
from caicach.web.results.models import AgencyResult, Publication
from caicach.web.rounds.models import Round

Items = Mapping[str, Sequence[Any]]
"""By code, as `AgencyResult.items` holds them."""


def latest_publication(scored: Round) -> Publication | None:
    """Return the publication that counts now."""
    return scored.publications.order_by("-number").first()


def previous_result(scored: Round) -> ResultDocument | None:
    """Return what was published of the round before, to compare with; None where nothing was.

    Of items it holds only those that were missing: comparing sums asks for no others.
    """
    if scored.previous_id is None:
        return None
    rows = Publication.objects.filter(round_id=scored.previous_id).order_by("-number")
    named = rows.values_list("pk", "sha256").first()
    return None if named is None else _previous(*named)


@lru_cache(maxsize=4)
def _previous(key: int, _sha256: str) -> ResultDocument:
    """A publication never changes, so reading it once is enough for a process."""
    head = Publication.objects.values_list("head", flat=True).get(pk=key)
    rows = AgencyResult.objects.filter(publication=key).only("entry", "missing")
    return _document(head, (entry_of(row, head, row.missing) for row in rows))


def document_of(publication: Publication, rows: Iterable[AgencyResult]) -> ResultDocument:
    """Return the published document with these agencies and all their items."""
    head = publication.head
    return _document(head, (entry_of(row, head, row.items) for row in rows))


def entry_of(row: AgencyResult, head: dict[str, Any], items: Items) -> dict[str, Any]:
    """Return an agency as the document has it, with these of its items."""
    told = [item_entry(head, code, kept) for code, kept in items.items()]
    return {**row.entry, "items": told}


def item_entry(head: dict[str, Any], code: str, kept: Sequence[Any]) -> dict[str, Any]:
    """Return an item as the document has it."""
    points, maximum, state, step, inputs = kept
    definition = head["criteria"][code]
    rule = definition["rule"]
    return {
        "code": code,
        "points": points,
        "maximum": maximum,
        "state": state,
        "trace": {
            "edition": head["edition"],
            "rule": None if rule is None else rule["kind"],
            "inputs": inputs,
            "step": step,
            "source": definition["source"],
        },
    }


def kept_items(entry: dict[str, Any]) -> dict[str, list[Any]]:
    """Return the items of an agency's entry as they are kept."""
    return {
        each["code"]: [
            each["points"],
            each["maximum"],
            each["state"],
            each["trace"]["step"],
            each["trace"]["inputs"],
        ]
        for each in entry["items"]
    }


def _document(head: dict[str, Any], agencies: Iterable[dict[str, Any]]) -> ResultDocument:
    return read_result({**head, "agencies": list(agencies), "issues": []})
