"""The rules of a scoring round: phases, stages, differences, lost points, places, votes."""

from caicach.core.rounds.check_phases import check_phases
from caicach.core.rounds.columns import Discrimination
from caicach.core.rounds.deciding import ClosestPlace, Deciding
from caicach.core.rounds.differences import (
    Differences,
    ItemDifference,
    SumDifference,
    differences,
    item_differences,
)
from caicach.core.rounds.edition_changes import ItemChange, edition_changes, follow_codes
from caicach.core.rounds.leads import LedItem, by_lead, led_items
from caicach.core.rounds.loss_causes import OF_CARD, causes_of, losses_by_reason
from caicach.core.rounds.loss_sums import LossSum
from caicach.core.rounds.lost import (
    LossReason,
    LostPoint,
    lost_by_reason,
    lost_on_card,
    lost_points,
)
from caicach.core.rounds.migration import (
    Handed,
    MigrationPreview,
    Refigured,
    Unfit,
    preview_migration,
)
from caicach.core.rounds.phase_plans import RoundPeriod, default_phases, put_off, shift_phases
from caicach.core.rounds.phases import (
    HANOI,
    REMIND,
    REQUIRED,
    PhaseKind,
    PhasePlan,
    Reminder,
    current,
    deadline_of,
    reminders_due,
)
from caicach.core.rounds.placing import (
    CardSum,
    ExpectedRank,
    Peers,
    card_sum,
    card_sums,
    expected_rank,
    movement,
)
from caicach.core.rounds.provisional import PointRow, provisional_result
from caicach.core.rounds.reach import Takes, what_it_takes
from caicach.core.rounds.reached import Reach
from caicach.core.rounds.readiness import dry_run
from caicach.core.rounds.restatement import RestatedAgency, RestatedItem, Standing, restatement
from caicach.core.rounds.setup import LeadAgency, RoundSetup, ScoredAgency
from caicach.core.rounds.stages import (
    Move,
    MoveKind,
    PhaseState,
    Stage,
    States,
    move,
    next_moves,
    stage_before,
    stage_written_in,
    stages_of,
    timed_move,
)
from caicach.core.rounds.statistics import (
    BlockStatistics,
    ItemStatistics,
    RoundStatistics,
    round_statistics,
)
from caicach.core.rounds.votes import Ballot, Decision, Member, Outcome, Quorum, Vote, quorum, tally

__all__ = [
    "HANOI",
    "OF_CARD",
    "REMIND",
    "REQUIRED",
    "Ballot",
    "BlockStatistics",
    "CardSum",
    "ClosestPlace",
    "Deciding",
    "Decision",
    "Differences",
    "Discrimination",
    "ExpectedRank",
    "Handed",
    "ItemChange",
    "ItemDifference",
    "ItemStatistics",
    "LeadAgency",
    "LedItem",
    "LossReason",
    "LossSum",
    "LostPoint",
    "Member",
    "MigrationPreview",
    "Move",
    "MoveKind",
    "Outcome",
    "Peers",
    "PhaseKind",
    "PhasePlan",
    "PhaseState",
    "PointRow",
    "Quorum",
    "Reach",
    "Refigured",
    "Reminder",
    "RestatedAgency",
    "RestatedItem",
    "RoundPeriod",
    "RoundSetup",
    "RoundStatistics",
    "ScoredAgency",
    "Stage",
    "Standing",
    "States",
    "SumDifference",
    "Takes",
    "Unfit",
    "Vote",
    "by_lead",
    "card_sum",
    "card_sums",
    "causes_of",
    "check_phases",
    "current",
    "deadline_of",
    "default_phases",
    "differences",
    "dry_run",
    "edition_changes",
    "expected_rank",
    "follow_codes",
    "item_differences",
    "led_items",
    "losses_by_reason",
    "lost_by_reason",
    "lost_on_card",
    "lost_points",
    "move",
    "movement",
    "next_moves",
    "preview_migration",
    "provisional_result",
    "put_off",
    "quorum",
    "reminders_due",
    "restatement",
    "round_statistics",
    "shift_phases",
    "stage_before",
    "stage_written_in",
    "stages_of",
    "tally",
    "timed_move",
    "what_it_takes",
]
