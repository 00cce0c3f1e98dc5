"""Where a value stands in a JSON record: `NguoiNop.SoDinhDanh`, `DinhDanh[0].So`."""

import re
from dataclasses import dataclass

_PATH = re.compile(r"[^.\[\]\"\\]+(?:\[\d\])?(?:\.[^.\[\]\"\\]+(?:\[\d\])?)*")
_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d)\])?")


@dataclass(frozen=True, slots=True)
class Step:
    """One key on the way; index: of the entry taken where the value is a list, from 0."""

    key: str
    index: int | None = None


def steps_of(path: str) -> tuple[Step, ...] | None:
    """Return the steps of `path`, None where it is none."""
    if not _PATH.fullmatch(path):
        return None
    found = _STEP.findall(path)
    return tuple(Step(key, int(index) if index else None) for key, index in found)
