"""Every dossier judged by the three clocks, and the clocks compared."""

from caicach.engine.judgements.flaws import FLAWS
from caicach.engine.judgements.setting import (
    JudgementSetting,
    open_pool,
    store_calendar,
    store_maxima,
    store_setting,
)

__all__ = [
    "FLAWS",
    "JudgementSetting",
    "open_pool",
    "store_calendar",
    "store_maxima",
    "store_setting",
]
