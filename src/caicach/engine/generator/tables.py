"""The tables beside the payload: procedures, petitions, documents, apologies, as CSV."""

import csv
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from caicach.engine.generator.dossier import Dossier
from caicach.engine.generator.letters import Letter
from caicach.engine.generator.moments import day_of, iso
from caicach.engine.generator.petitions import Petition
from caicach.engine.generator.procedures import Decision, Procedure

MOST_DECISIONS = 2
DECISION = ("decided_on", "effective_on", "published_on")
HEADS = {
    "petitions": (
        *("key", "agency", "procedure", "link", "topic", "received_at", "refused_at"),
        *("supplement_at", "answered_at", "published_at", "likes", "dislikes", "is_repeated"),
    ),
    "documents": (
        *("key", "agency", "issued_on", "kind", "is_signed", "is_sent_online", "is_secret"),
    ),
    "apologies": ("code", "sender", "apologised_at", "extended_to_at"),
    "procedures": (
        *("procedure_printed", "name", "field", "handled_by", "service_level"),
        *("is_eligible_full", "is_on_portal", "has_fee", "is_payable_online", "maximum_time"),
        *("maximum_unit", "returns_document", "is_for_citizens", "is_public", "is_content_full"),
        *("is_boundary_free", "decided_by"),
        *(f"{name}_{number}" for number in range(1, MOST_DECISIONS + 1) for name in DECISION),
    ),
}


class Tables:
    """Writers of all tables of one run; known_at: nothing later is written. sender: of dossiers."""

    def __init__(self, folder: Path, known_at: int, sender: str) -> None:
        self.records = dict.fromkeys(HEADS, 0)
        self._folder, self._known_at, self._sender = folder, known_at, sender
        self._files = ExitStack()

    def __enter__(self) -> Self:
        self._writers = {name: self._open(name, heads) for name, heads in HEADS.items()}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.close()

    def _open(self, name: str, heads: Sequence[str]) -> Any:
        path = self._folder / f"{name}.csv"
        file = self._files.enter_context(path.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        return writer

    def _write(self, name: str, cells: Iterable[object]) -> None:
        self._writers[name].writerow(map(_cell, cells))
        self.records[name] += 1

    def _known(self, at: int | None) -> str:
        return iso(at) if at is not None and at <= self._known_at else ""

    def procedures(self, procedures: Iterable[Procedure]) -> None:
        """Write the register of procedures."""
        for each in procedures:
            self._write("procedures", [*_procedure_cells(each), *_decision_cells(each.decisions)])

    def petition(self, petition: Petition) -> None:
        """Write a petition as it stands at the end."""
        instants = (
            *(petition.received_at, petition.refused_at, petition.supplement_at),
            *(petition.answered_at, petition.published_at),
        )
        about = (
            petition.key,
            petition.agency,
            petition.procedure,
            petition.dossier,
            petition.topic,
        )
        liked = (petition.likes, petition.dislikes, petition.is_repeated)
        self._write("petitions", (*about, *map(self._known, instants), *liked))

    def letter(self, letter: Letter) -> None:
        """Write a document."""
        key, agency, issued_on, *others = letter
        self._write("documents", (key, agency, day_of(issued_on), *others))

    def apology(self, dossier: Dossier) -> None:
        """Write the apology for a dossier that was late, if there is one by the end."""
        if apologised_at := self._known(dossier.apologised_at):
            extended = iso(dossier.extended_to_at)
            self._write("apologies", (dossier.code, self._sender, apologised_at, extended))


def _cell(value: object) -> object:
    """A flag is 1 or 0; what is absent is empty."""
    if isinstance(value, bool):
        return int(value)
    return "" if value is None else value


def _procedure_cells(each: Procedure) -> tuple[object, ...]:
    maximum = (each.maximum, each.unit) if each.has_maximum else (None, None)
    return (
        *(each.printed, each.name, each.field, each.handled_by, each.service_level),
        *(each.is_eligible_full, each.is_on_portal, each.fee > 0, each.is_payable_online),
        *maximum,
        *(each.returns_document, each.is_for_citizens, each.is_public, each.is_content_full),
        *(each.is_boundary_free, each.decided_by),
    )


def _decision_cells(decisions: Sequence[Decision]) -> list[object]:
    cells: list[object] = []
    for number in range(MOST_DECISIONS):
        decision = decisions[number] if number < len(decisions) else (None, None, None)
        cells += [None if day is None else day_of(day) for day in decision]
    return cells
