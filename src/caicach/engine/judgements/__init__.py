"""Every dossier judged by the three clocks, and the clocks compared."""

from caicach.engine.judgements.comparison import AgencyClocks, Comparison, Share, compare
from caicach.engine.judgements.dossier_rows import (
    DossierVerdicts,
    csv_records,
    flips,
    json_records,
)
from caicach.engine.judgements.dossiers import judge_dossiers
from caicach.engine.judgements.flaws import FLAWS
from caicach.engine.judgements.judged_facts import JudgedFacts, open_workspace
from caicach.engine.judgements.one_dossier import FoundDossier, find_dossiers, judge_found
from caicach.engine.judgements.question import CLOCKS, Question
from caicach.engine.judgements.setting import (
    JudgementSetting,
    store_maxima,
    store_setting,
)
from caicach.engine.judgements.workers import open_pool

__all__ = [
    "CLOCKS",
    "FLAWS",
    "AgencyClocks",
    "Comparison",
    "DossierVerdicts",
    "FoundDossier",
    "JudgedFacts",
    "JudgementSetting",
    "Question",
    "Share",
    "compare",
    "csv_records",
    "find_dossiers",
    "flips",
    "json_records",
    "judge_dossiers",
    "judge_found",
    "open_pool",
    "open_workspace",
    "store_maxima",
    "store_setting",
]
