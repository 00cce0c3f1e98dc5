"""Blocks as files name them: matched to the edition's, or kept to one spelling each."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations

from caicach.core.criteria import Edition
from caicach.core.issues import Issue, issue
from caicach.core.scoring import AgencyInput
from caicach.files.inputs.sources import Sources
from caicach.files.tables import clip, fold

_SHORT_WORD = 4
_ALIKE = 0.8


class BlockNames:
    """Finds the block a cell names; where the edition has none, the first spelling stays."""

    def __init__(self, edition: Edition) -> None:
        self.declared = bool(edition.blocks)
        self.names: dict[str, str] = {}
        for block in edition.blocks:
            for text in (block.id, block.label.vi, block.label.text("en")):
                self.names.setdefault(fold(text) or text, block.id)

    def read(self, text: str) -> str:
        """Return the block meant; case, accents and spaces do not make another one."""
        key = fold(text) or text
        return self.names.get(key, text) if self.declared else self.names.setdefault(key, text)

    def judge(self, agencies: Iterable[AgencyInput], sources: Sources) -> Iterator[Issue]:
        """Yield what to say when the file's own blocks, and no edition, split the ranking."""
        first: dict[str, AgencyInput] = {}
        for agency in agencies:
            if agency.block:
                first.setdefault(agency.block, agency)
        if self.declared or len(first) < 2:
            return
        places = {name: sources.cell(agency.row, "block") for name, agency in first.items()}
        shown = ", ".join(clip(name) for name in first)
        yield issue("blocks-of-the-file", next(iter(places.values())), blocks=shown)
        for one, other in combinations(first, 2):
            if _is_alike(fold(one), fold(other)):
                values = {"one": clip(one), "other": clip(other), "first": places[one]}
                yield issue("blocks-alike", places[other], **values)


def _is_alike(one: str, other: str) -> bool:
    """Only long words are compared: `cum I` and `cum II` are two blocks, as are 1 and 2."""
    ours, theirs = one.split(), other.split()
    if len(ours) != len(theirs):
        return one.replace(" ", "") == other.replace(" ", "")
    return all(_is_slip(a, b) for a, b in zip(ours, theirs, strict=True) if a != b)


def _is_slip(one: str, other: str) -> bool:
    long_enough = min(len(one), len(other)) >= _SHORT_WORD
    letters_only = one.isalpha() and other.isalpha()
    return long_enough and letters_only and SequenceMatcher(None, one, other).ratio() >= _ALIKE
