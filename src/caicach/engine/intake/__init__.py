"""Files taken in: merged with what is known, checked, judged, committed."""

from caicach.engine.intake.fault_report import FaultReport, report_faults
from caicach.engine.intake.registering import Registered, put_agencies, put_calendar
from caicach.engine.intake.setting import FileTaken, IntakeSetting, Progress, Taken
from caicach.engine.intake.taking import Intake

__all__ = [
    "FaultReport",
    "FileTaken",
    "Intake",
    "IntakeSetting",
    "Progress",
    "Registered",
    "Taken",
    "put_agencies",
    "put_calendar",
    "report_faults",
]
