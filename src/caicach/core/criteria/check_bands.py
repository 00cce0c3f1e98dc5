"""Rating bands must cover the index without gaps, for every block."""

from collections.abc import Iterator

from caicach.core.criteria.edition import Edition
from caicach.core.documents import Document, Loc
from caicach.core.issues import Issue, issue
from caicach.core.rules import RuleFault
from caicach.core.rules.steps import check_spans

# A band is a range of the index, so what is wrong with it is said of the index.
CODES = {
    "bounds-twice": "band-bounds-twice",
    "bounds-order": "band-bounds-order",
    "steps-order": "bands-order",
    "step-unreachable": "band-unreachable",
    "steps-gap": "bands-gap",
    "steps-open-below": "bands-open-below",
    "steps-overlap": "bands-overlap",
}


def check_bands(edition: Edition, document: Document) -> list[Issue]:
    """Return each fault of the bands once, though several blocks may share a band."""
    return list(dict.fromkeys(_check_bands(edition, document)))


def _check_bands(edition: Edition, document: Document) -> Iterator[Issue]:
    blocks = [block.id for block in edition.blocks]
    named: list[tuple[Loc, tuple[str, ...]]] = [
        (("bands", index, "blocks"), band.blocks) for index, band in enumerate(edition.bands)
    ]
    named.append((("ranking", "unranked_blocks"), edition.ranking.unranked_blocks))
    for loc, names in named:
        for index, name in enumerate(names):
            if name not in blocks:
                where = document.where((*loc, index))
                yield issue("block-unknown", where, value=name, known=", ".join(blocks) or "–")
    for block in blocks or [""]:
        for fault, place in _faults_of(edition, block):
            values = {"label": edition.bands[place].label.vi, **fault.values}
            yield issue(CODES[fault.code], document.where(("bands", place)), **values)


def _faults_of(edition: Edition, block: str) -> Iterator[tuple[RuleFault, int]]:
    mine = [i for i, band in enumerate(edition.bands) if not band.blocks or block in band.blocks]
    for fault in check_spans([edition.bands[i] for i in mine], "percent", "bands") if mine else ():
        yield fault, mine[int(fault.loc[1])] if len(fault.loc) > 1 else mine[0]
