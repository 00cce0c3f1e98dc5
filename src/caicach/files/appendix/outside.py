"""Bonus and penalty: what stands outside the total, told by its name."""

import re
from typing import Literal

from caicach.files.appendix.wording import folded

BONUS = re.compile(
    r"điểm (khuyến khích|ưu tiên|thưởng|cộng)|^thưởng|^cộng điểm|điểm cộng|thưởng điểm"
    r"|thưởng\b.*\bphạt"
)
PENALTY = re.compile(
    r"điểm (phạt|trừ)|^phạt|^trừ điểm|điểm trừ|thưởng\b.*\b(phạt|trừ)|cộng\b.*\btrừ điểm"
)

OutsideKind = Literal["bonus", "penalty", "bonus_penalty"]


def outside_kind(name: str) -> OutsideKind | None:
    """Return which of the two a name speaks of; None for an ordinary item."""
    words = folded(name)
    bonus, penalty = BONUS.search(words), PENALTY.search(words)
    if bonus and penalty:
        return "bonus_penalty"
    if bonus:
        return "bonus"
    return "penalty" if penalty else None


def is_outside(name: str) -> bool:
    """Say whether a top row opens a bonus or penalty block."""
    return outside_kind(name) is not None
