"""What rounds are kept in."""

from caicach.web.rounds.models.card import AllowedPoints, Card, Item, Tally
from caicach.web.rounds.models.choices import STAGES, PhaseKind, Stage, earlier
from caicach.web.rounds.models.entry import Entry, EntryChange, Filling, LateNote, Remark
from caicach.web.rounds.models.evidence import Evidence
from caicach.web.rounds.models.round import Extension, KeptEdition, Phase, Round, RoundAgency

__all__ = [
    "STAGES",
    "AllowedPoints",
    "Card",
    "Entry",
    "EntryChange",
    "Evidence",
    "Extension",
    "Filling",
    "Item",
    "KeptEdition",
    "LateNote",
    "Phase",
    "PhaseKind",
    "Remark",
    "Round",
    "RoundAgency",
    "Stage",
    "Tally",
    "earlier",
]
