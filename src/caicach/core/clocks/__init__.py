"""When a dossier is on time: three definitions, judged for one dossier."""

from caicach.core.calendars import MaximumTime
from caicach.core.clocks.clock import Clock, DueOnDayOff, Knowledge, SecondRequest
from caicach.core.clocks.state import CLOCK_CODES, PETITION_CODE, ClockName, State
from caicach.core.clocks.times import DossierTimes, Judgement, Phase, Step, Supplement

__all__ = [
    "CLOCK_CODES",
    "PETITION_CODE",
    "Clock",
    "ClockName",
    "DossierTimes",
    "DueOnDayOff",
    "Judgement",
    "Knowledge",
    "MaximumTime",
    "Phase",
    "SecondRequest",
    "State",
    "Step",
    "Supplement",
]
