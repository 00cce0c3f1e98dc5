"""When a dossier is on time: three definitions, judged for one dossier."""

from caicach.core.calendars import MaximumTime
from caicach.core.clocks.clock import Clock, DueOnDayOff, Knowledge, SecondRequest
from caicach.core.clocks.definition import (
    ClockChoiceError,
    ClockDefinition,
    clock_definitions,
    load_clock,
    taken_readings,
)
from caicach.core.clocks.judge import judge
from caicach.core.clocks.known import Request, requests_of
from caicach.core.clocks.petitions import petition_phases
from caicach.core.clocks.phases import phases, phases_by_clock
from caicach.core.clocks.state import CLOCK_CODES, PETITION_CODE, ClockName, State
from caicach.core.clocks.times import DossierTimes, Judgement, Phase, Step, Supplement
from caicach.core.clocks.words import reason_words, state_words

__all__ = [
    "CLOCK_CODES",
    "PETITION_CODE",
    "Clock",
    "ClockChoiceError",
    "ClockDefinition",
    "ClockName",
    "DossierTimes",
    "DueOnDayOff",
    "Judgement",
    "Knowledge",
    "MaximumTime",
    "Phase",
    "Request",
    "SecondRequest",
    "State",
    "Step",
    "Supplement",
    "clock_definitions",
    "judge",
    "load_clock",
    "petition_phases",
    "phases",
    "phases_by_clock",
    "reason_words",
    "requests_of",
    "state_words",
    "taken_readings",
]
