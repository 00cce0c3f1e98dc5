"""What a generated province should be like, as the person who runs it says."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Format = Literal["ndjson", "json"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One run. dossiers: how many people file; duplicates and new versions come on top.

    first, last: days of filing, both included; nothing later than `last` is known to any file.
    has_faults: whether the usual faults of feeds are planted at their known rates.
    """

    province: str
    dossiers: int
    seed: int
    first: date = date(2024, 11, 1)
    last: date = date(2026, 10, 31)
    agencies: int = 60
    procedures: int = 300
    code: str = "H99"
    format: Format = "ndjson"
    is_compressed: bool = False
    has_faults: bool = True
    has_truth: bool = True
