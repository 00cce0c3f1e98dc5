"""The true answers of a run, gathered dossier by dossier as it goes."""

from collections.abc import Mapping

from caicach.core.calendars import shipped_calendar
from caicach.core.clocks import Clock, ClockName, Judgement, State, judge
from caicach.engine.generator.dossier import Dossier
from caicach.engine.generator.letters import Letter
from caicach.engine.generator.moments import DAY, instant
from caicach.engine.generator.petitions import CONDUCT, REGULATION, Petition
from caicach.engine.generator.truth.amounts import FINISHED, FLOWS, STANDINGS, USES, Standing
from caicach.engine.generator.truth.answers import Answers
from caicach.engine.generator.truth.cells import Cell
from caicach.engine.generator.truth.petition_clock import COUNTED, GOOD, ended_at, stand
from caicach.engine.generator.truth.reading import Reading, read
from caicach.engine.generator.truth.windows import Window
from caicach.engine.generator.world import World

Judged = Mapping[ClockName, Judgement]

CLOCKS = (Clock("portal"), Clock("date"), Clock("working_time"))


class Keeper:
    """Told of everything once; knows what a reader of all files at the end of the run knows."""

    def __init__(self, world: World, answers: Answers) -> None:
        self._world, self._answers = world, answers
        self._calendar = shipped_calendar()

    def dossier(self, dossier: Dossier) -> None:
        """Count a dossier in every period and at every quarter's end."""
        if dossier.submitted_at > self._world.until:
            return
        reading = read(dossier, self._world.until, self._world.workdays)
        self._answers.tell_faults(reading)
        self._flow(reading)
        judged: dict[int, Judged] = {}
        for window in self._answers.windows:
            if window.end < reading.submitted:
                continue
            end = _end(reading, window)
            if end not in judged:
                judged[end] = self._judge(reading, end)
            self._stand(reading, judged[end], window)
            if window.kind == "quarter":
                self._answers.tell_clocks(dossier.code, judged[end], window)

    def _judge(self, reading: Reading, end: int) -> Judged:
        until = instant(end)
        return {
            clock.name: judge(reading.times, clock, self._calendar, end=until) for clock in CLOCKS
        }

    def _flow(self, reading: Reading) -> None:
        amounts = [(flow, flow.part(reading), flow.whole) for flow in FLOWS]
        for place in ("received", "submitted", "end"):
            here = [each for each in amounts if each[0].place == place]
            for window in self._answers.windows:
                if not window.holds(getattr(reading, place)):
                    continue
                cell = self._answers.cell(window, reading.dossier.body.code)
                for flow, part, whole in here:
                    cell.count(flow.indicator, part, None if whole is None else whole(reading))
                _note(cell, reading, place)

    def _stand(self, reading: Reading, judged: Judged, window: Window) -> None:
        cell = self._answers.cell(window, reading.dossier.body.code)
        for each in STANDINGS:
            found = judged[each.clock]
            if not (each.since_start and self._is_over(reading, window, each.clock, found)):
                _count_standing(cell, each, reading, found.state)

    def _is_over(
        self, reading: Reading, window: Window, clock: ClockName, found: Judgement
    ) -> bool:
        """Say whether it was finished before the window; a wait dates the end used back."""
        start = instant(window.start)
        if found.state not in FINISHED or found.end_at is None or found.end_at >= start:
            return False
        if found.reason != "paused":
            return True
        until = instant(_end(reading, window))
        again = judge(reading.times, Clock(clock), self._calendar, end=until, start=start)
        return again.state is State.NOT_COUNTED

    def petition(self, petition: Petition) -> None:
        """Count a petition by its receipt, and by how it stands at the periods' ends."""
        if petition.received_at > self._world.until:
            return
        for window in self._answers.windows:
            cell = self._answers.cell(window, petition.agency)
            state = stand(petition, window.end, self._world.workdays)
            is_received = window.holds(petition.received_at)
            over_at = ended_at(petition, window.end)
            is_over = over_at is not None and over_at < window.start
            if is_received:
                is_classified = petition.topic in (REGULATION, CONDUCT)
                cell.count("petition_count", 1, None)
                cell.count("petition_classified_share", is_classified, 1)
                is_liked = not petition.is_repeated and petition.dislikes <= petition.likes
                cell.count("petition_satisfaction_share", state in GOOD and is_liked, 1)
            if state in COUNTED and not is_over:
                cell.count("feedback_resolution_share", state in GOOD, 1)

    def letter(self, letter: Letter) -> None:
        """Count a document on its day; state secrets are left out."""
        if letter.is_secret:
            return
        for window in self._answers.windows:
            if window.holds(letter.issued_on * DAY):
                cell = self._answers.cell(window, letter.agency)
                both = letter.is_signed and letter.is_sent_online
                cell.count("e_document_signed_share", both, 1)
                cell.count("document_signed_share", letter.is_signed, 1)
                cell.count("document_sent_online_share", letter.is_sent_online, 1)


def _end(reading: Reading, window: Window) -> int:
    """The instant up to which the reader knows the dossier."""
    return window.end if reading.until is None else min(window.end, reading.until)


def _note(cell: Cell, reading: Reading, place: str) -> None:
    if place == "end" and reading.working_days is not None:
        cell.days[reading.working_days] += 1
    if place == "received":
        for way, is_used in USES.items():
            if is_used(reading):
                cell.use(way, reading.procedure)


def _count_standing(cell: Cell, each: Standing, reading: Reading, state: State) -> None:
    if each.counted is None:
        cell.count(each.indicator, state in each.good, None)
        return
    counted = state in each.counted and each.whole(reading)
    cell.count(each.indicator, counted and state in each.good and each.part(reading), counted)
