"""Every dossier judged by the three clocks, and the clocks compared."""

from caicach.engine.judgements.dossiers import judge_dossiers
from caicach.engine.judgements.flaws import FLAWS
from caicach.engine.judgements.setting import (
    JudgementSetting,
    maxima_of,
    open_pool,
    store_maxima,
    store_setting,
)

__all__ = [
    "FLAWS",
    "JudgementSetting",
    "judge_dossiers",
    "maxima_of",
    "open_pool",
    "store_maxima",
    "store_setting",
]
