"""The register of the province's agencies, in the grammar the platform reads."""

from collections.abc import Iterator

from caicach.engine.generator.agencies import MERGED_ON, Body, Province

DECISION = "Nghị quyết mẫu số 01/NQ-HĐND"


def register_text(province: Province) -> str:
    """Return the YAML of both maps and of what became of each agency."""
    return "\n".join([*_agencies(province), *_links(province), *_lineage(province), ""])


def _agencies(province: Province) -> Iterator[str]:
    yield f'label: "{province.name}: cơ quan, đơn vị"'
    yield f'source: "{DECISION} (tỉnh do phần mềm tạo ra, không có thật)"'
    yield "agencies:"
    yield f'  - {{code: {province.code}, name: "{province.name}", kind: province}}'
    for body in province.bodies:
        yield f'  - {{code: {body.code}, name: "{body.name}", kind: {body.kind}{_days(body)}}}'


def _days(body: Body) -> str:
    first = f", valid_from: {body.valid_from}" if body.valid_from else ""
    last = f", valid_to: {body.valid_to}" if body.valid_to else ""
    return first + last


def _links(province: Province) -> Iterator[str]:
    yield "links:"
    for body in province.bodies:
        yield f"  - {{child: {body.code}, parent: {body.parent}}}"


def _lineage(province: Province) -> Iterator[str]:
    yield "lineage:"
    for body in province.bodies:
        if body.successor:
            yield (
                f"  - {{kind: merge, from: {body.code}, to: {body.successor}, "
                f'on: {MERGED_ON}, decision: "{DECISION}"}}'
            )
