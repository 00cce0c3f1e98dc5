"""Lines of payload cut at the places where dossiers differ."""

import re
from collections.abc import Mapping, Sequence

import orjson

from caicach.engine.generator.bulk.columns import Longs
from caicach.engine.generator.bulk.pieces import Texts, joined, looked_up
from caicach.engine.generator.payload import Entry

MARK = "@@"
_MARKS = re.compile(f'"{MARK}(.+?){MARK}"')


class Template:
    """Entries as texts, all with the same places to fill.

    varying: names whose pieces are texts. lists: names whose pieces are JSON of their own.
    """

    def __init__(
        self, entries: Sequence[Entry], varying: Sequence[str], lists: Sequence[str] = ()
    ) -> None:
        marked = {name: f"{MARK}{name}{MARK}" for name in (*varying, *lists)}
        texts = [orjson.dumps(entry | marked).decode() for entry in entries]
        for name in varying:
            texts = [text.replace(f'"{marked[name]}"', f'""{marked[name]}""') for text in texts]
        cut = [_MARKS.split(text) for text in texts]
        self._names = cut[0][1::2]
        self._fixed = list(zip(*(each[0::2] for each in cut), strict=True))

    def lines(
        self, pieces: Mapping[str, Texts], around: tuple[str, str], which: Longs | None = None
    ) -> Texts:
        """Return a line for each row between two texts. which: the entry each row is made by."""
        fixed = list(self._fixed)
        fixed[0] = tuple(around[0] + each for each in fixed[0])
        fixed[-1] = tuple(each + around[1] for each in fixed[-1])
        texts: list[str | Texts] = []
        for parts, name in zip(fixed, [*self._names, None], strict=True):
            is_same = which is None or len(set(parts)) == 1
            texts.append(parts[0] if is_same or which is None else looked_up(parts, which))
            if name is not None:
                texts.append(pieces[name])
        return joined(*texts)
