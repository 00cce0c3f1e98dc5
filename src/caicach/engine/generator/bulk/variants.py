"""What dossiers of a procedure can hold, each way written once."""

from collections.abc import Callable, Sequence
from itertools import product

import orjson

from caicach.engine.generator.agencies import Body
from caicach.engine.generator.dossier import DIRECT, Dossier, Person
from caicach.engine.generator.payload import Entry, component_entries, fee_entries, result_entries
from caicach.engine.generator.procedures import Procedure

COMPONENT_WAYS = tuple(product((False, True), (0, 1, 2), (0, 1), (False, True)))
"""Whether files are attached; none, all but one or all digitised; reuse; personal store."""

FEE_WAYS = (False, True)
"""Whether a fee is due."""

RESULT_WAYS = ((False, False), (True, False), (True, True))
"""Whether a result has a file, and a code."""

NOBODY = Person(1, "", "", "", "")
NOWHERE = Body("H99.01", "", "department", "H99")


def blank(procedure: Procedure) -> Dossier:
    """Return a dossier of the procedure that says nothing else."""
    return Dossier("H99.01-20250101-0000000", NOWHERE, procedure, NOBODY, DIRECT, 0)


def written_components(procedures: Sequence[Procedure]) -> list[str]:
    """Return the JSON of every procedure's components in every way, way by way inside."""

    def write(dossier: Dossier, way: int) -> list[Entry]:
        has_file, amount, dossier.reuses, dossier.from_store = COMPONENT_WAYS[way]
        count = len(dossier.procedure.components)
        dossier.has_file, dossier.digitised = has_file, (0, count - 1, count)[amount]
        return component_entries(dossier)

    return _written(procedures, len(COMPONENT_WAYS), write)


def written_fees(procedures: Sequence[Procedure]) -> list[str]:
    """Return the JSON of every procedure's fee lines, exempt and not."""

    def write(dossier: Dossier, way: int) -> list[Entry]:
        dossier.paid_fee = dossier.procedure.fee if FEE_WAYS[way] else 0
        return fee_entries(dossier)

    return _written(procedures, len(FEE_WAYS), write)


def written_results(procedures: Sequence[Procedure]) -> list[str]:
    """Return the JSON of every procedure's results: none, a file, a file with a code."""

    def write(dossier: Dossier, way: int) -> list[Entry]:
        dossier.result_file, dossier.result_code = RESULT_WAYS[way]
        return result_entries(dossier)

    return _written(procedures, len(RESULT_WAYS), write)


def _written(
    procedures: Sequence[Procedure], ways: int, write: Callable[[Dossier, int], list[Entry]]
) -> list[str]:
    return [
        orjson.dumps(write(blank(procedure), way)).decode()
        for procedure in procedures
        for way in range(ways)
    ]
