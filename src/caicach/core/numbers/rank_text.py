"""Ranks as printed: `07/20`, `thứ 7/20`, `7`."""

import re
from dataclasses import dataclass

from caicach.core.numbers.fault import NumberTextError
from caicach.core.numbers.number_text import clean

_RANK = re.compile(
    r"(?:xếp\s+)?(?:(?:vị\s+trí\s+)?thứ|hạng|vị\s+trí)?\s*"
    r"(?P<rank>[0-9]{1,6})(?:\s*/\s*(?P<of>[0-9]{1,6}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RankText:
    """A printed rank, from 1; `of` is None where the text does not say of how many."""

    rank: int
    of: int | None = None


def parse_rank(text: str) -> RankText:
    """Return the rank printed in `text`.

    Raises NumberTextError, also for rank 0 and for a rank above its `of`.
    """
    found = _RANK.fullmatch(clean(text))
    if found is None:
        raise NumberTextError("rank" if clean(text) else "empty", text)
    rank, of = int(found["rank"]), int(found["of"]) if found["of"] else None
    if rank < 1 or (of is not None and rank > of):
        raise NumberTextError("rank", text)
    return RankText(rank, of)
