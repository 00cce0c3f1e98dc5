"""The rounds of the demonstration, one after the other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from caicach.core.criteria import Edition
from caicach.core.periods import Quarter
from caicach.web.audit.actor import Actor
from caicach.web.look.day import today
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on
from caicach.web.rounds.models import Card, PhaseKind, Round
from caicach.web.rounds.scoring import edition_of
from caicach.web.site.demo.cast import Cast
from caicach.web.site.demo.chance import draw
from caicach.web.site.demo.rounds.answering import Filler
from caicach.web.site.demo.rounds.answers import columns_by_item
from caicach.web.site.demo.rounds.appraising import answer_all, appraise, appraise_again
from caicach.web.site.demo.rounds.course import (
    Begun,
    at,
    begin,
    cards_of,
    close_over,
    edition_for,
    move_on,
    open_now,
)
from caicach.web.site.demo.rounds.deciding import give_extras, join_survey, settle_disputes
from caicach.web.site.demo.rounds.founding import BLOCK as FOUNDING_BLOCK
from caicach.web.site.demo.rounds.founding import (
    GAPS,
    decide_published,
    founding_agency,
    founding_edition,
)
from caicach.web.site.demo.rounds.publishing import contest, particulars, publish, remedy

DEPARTMENTS, COMMUNES = "sample-department/2026", "sample-commune/2026"
SET = "sample-department/"
LEAD, STAND_IN = "Sở Nội vụ", "Văn phòng Ủy ban nhân dân tỉnh"
WHOLE: Mapping[str, int] = {
    PhaseKind.SELF_SCORING: 19,
    PhaseKind.HEAD_APPROVAL: 7,
    PhaseKind.APPRAISAL_1: 14,
    PhaseKind.EXPLANATION: 8,
    PhaseKind.APPRAISAL_2: 10,
    PhaseKind.COUNCIL: 10,
    PhaseKind.PUBLICATION: 10,
    PhaseKind.COMPLAINTS: 12,
}
TRIAL: Mapping[str, int] = {
    PhaseKind.SELF_SCORING: 14,
    PhaseKind.APPRAISAL_1: 14,
    PhaseKind.COUNCIL: 5,
    PhaseKind.PUBLICATION: 5,
}
SHORT: Mapping[str, int] = dict.fromkeys(
    (
        PhaseKind.SELF_SCORING,
        PhaseKind.APPRAISAL_1,
        PhaseKind.COUNCIL,
        PhaseKind.PUBLICATION,
    ),
    3,
)
LAST_BEGIN = (5, 15)
"""Until then the round of last year may still run, so the one before is shown as published."""
DEPARTMENT_BLOCK, COMMUNE_BLOCK = "Sở, ban, ngành", "Xã, phường"
MORNING = time(9, 30)
MOST_COMMUNES = 40


@dataclass(frozen=True)
class Rounds:
    """The rounds as they are played, for the province of that code."""

    cast: Cast
    province: str

    def steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield the name of each round and what plays it; one after the other."""
        yield "round_published", self.published
        yield "round_founding", self.founding
        yield "round_running", self.running
        yield "round_trial", self.trial

    def founding(self) -> Round:
        """Write down what is public of the case this project began with."""
        first = today() - timedelta(days=12)
        name = "Quảng Nam 2021, mức đã công khai"
        begun = Begun(name, 2021, "2021", founding_edition(), first)
        scored = self._open(begun, SHORT, [founding_agency()], FOUNDING_BLOCK)
        move_on(self.planner, scored, PhaseKind.APPRAISAL_1)
        move_on(self.planner, scored, PhaseKind.COUNCIL)
        moment = self._in(scored, PhaseKind.COUNCIL)
        [card] = cards_of(scored)
        decide_published(self.cast.secretary(self.province), scored, card, moment)
        move_on(self.planner, scored, PhaseKind.PUBLICATION)
        moment = self._in(scored, PhaseKind.PUBLICATION)
        title = "Chỉ số cải cách hành chính tỉnh Quảng Nam năm 2021, mức đã công khai"
        values = particulars(scored, "Không có số", moment.date(), title=title, gaps=GAPS)
        publish(self.planner, scored, values, moment)
        close_over(self.planner, scored)
        return scored

    def published(self) -> Round:
        """Play a round from its beginning to what comes after publication."""
        now = today()
        first = date(now.year - (now < date(now.year, *LAST_BEGIN)), 1, 5)
        year = first.year - 1
        edition = edition_for(DEPARTMENTS, year)
        name = f"Chấm điểm các sở, ban, ngành năm {year}"
        begun = Begun(name, year, str(year), edition, first)
        scored = self._open(begun, WHOLE, self.departments, DEPARTMENT_BLOCK)
        self._fill_all(scored, 0.999)
        self._appraise(scored)
        self._explain(scored)
        self._conclude(scored)
        return scored

    def running(self) -> Round:
        """Play a round until agencies explain what was appraised."""
        published = Round.objects.filter(edition__name__startswith=SET).latest("year")
        now, before = today(), published.year + 1
        edition = edition_for(DEPARTMENTS, before, continues=published.edition.name)
        name = f"Chấm điểm các sở, ban, ngành năm {before}"
        first = now - timedelta(days=WHOLE[PhaseKind.SELF_SCORING] + 7 + 14 + 3)
        begun = Begun(name, before, str(before), edition, first, previous=published)
        scored = self._open(begun, WHOLE, self.departments, DEPARTMENT_BLOCK)
        self._fill_all(scored, 0.95)
        self._appraise(scored)
        move_on(self.planner, scored, PhaseKind.EXPLANATION)
        answer_all(self.cast, cards_of(scored), self._in(scored, PhaseKind.EXPLANATION), 0.4)
        return scored

    def trial(self) -> Round:
        """Begin a trial of the communes on the last quarter; they are filling in their cards."""
        now = today()
        quarter = Quarter.of(now).previous()
        edition = edition_for(COMMUNES, quarter.last_day.year)
        name = f"Chấm thử xã, phường quý {quarter.number}/{quarter.last_day.year}"
        first = now - timedelta(days=7)
        begun = Begun(name, quarter.last_day.year, str(quarter), edition, first, Round.Kind.TRIAL)
        scored = self._open(begun, TRIAL, self.communes, COMMUNE_BLOCK)
        filler = self._filler(scored)
        moment = self._in(scored, PhaseKind.SELF_SCORING)
        for card in cards_of(scored):
            share = draw("how far", card.agency.code)
            filler.fill(card, min(1.0, share * 1.3), moment)
            if share > 0.7:
                filler.send(card, moment)
            if share > 0.85:
                filler.approve(card, moment)
        return scored

    @cached_property
    def planner(self) -> Actor:
        """Return who acts for the standing body."""
        return self.cast.standing_body(self.province)

    @cached_property
    def departments(self) -> Sequence[Agency]:
        """Return the departments of today."""
        return self._agencies(("department",))

    @cached_property
    def communes(self) -> Sequence[Agency]:
        """Return some communes and wards of today."""
        return self._agencies(("commune", "ward"))[:MOST_COMMUNES]

    def _agencies(self, kinds: tuple[str, ...]) -> list[Agency]:
        below = tree_on(today()).children(self.province)
        codes = [each.code for each in below if each.kind.value in kinds]
        return list(Agency.objects.filter(code__in=codes).order_by("code"))

    @cached_property
    def _leads(self) -> tuple[Agency, Agency]:
        """Who leads the appraisal and who stands in: in a small province another department with
        an appraiser, so that somebody looks at the cards of those who lead.
        """
        names = {each.code: each.name.vi for each in tree_on(today()).children(self.province)}
        found = {names[each.code]: each for each in self.departments}
        lead = found.get(LEAD, self.departments[0])
        others = [each for each in self.departments if each != lead]
        able = [each for each in others if self.cast.appraiser(each.code) is not None]
        return lead, found.get(STAND_IN) or (able or others)[-1]

    def _open(
        self, begun: Begun, lengths: Mapping[str, int], agencies: Sequence[Agency], block: str
    ) -> Round:
        home = Agency.objects.get(code=self.province)
        made = begin(self.planner, home, begun, self._leads, lengths)
        return open_now(self.planner, made, {each.pk: block for each in agencies})

    def _filler(self, scored: Round) -> Filler:
        edition: Edition = edition_of(scored)
        items = list(scored.items.select_related("lead"))
        return Filler(self.cast, self.province, items, columns_by_item(edition), scored.year)

    def _fill_all(self, scored: Round, share: float) -> None:
        filler, moment = self._filler(scored), self._in(scored, PhaseKind.SELF_SCORING)
        cards = cards_of(scored)
        for card in cards:
            filler.fill(card, share, moment)
            filler.send(card, moment)
        move_on(self.planner, scored, PhaseKind.HEAD_APPROVAL)
        for card in cards:
            filler.approve(card, self._in(scored, PhaseKind.HEAD_APPROVAL))

    def _appraise(self, scored: Round) -> None:
        move_on(self.planner, scored, PhaseKind.APPRAISAL_1)
        items = list(scored.items.select_related("lead"))
        appraise(self.cast, cards_of(scored), items, self._in(scored, PhaseKind.APPRAISAL_1))

    def _explain(self, scored: Round) -> None:
        move_on(self.planner, scored, PhaseKind.EXPLANATION)
        answer_all(self.cast, cards_of(scored), self._in(scored, PhaseKind.EXPLANATION))
        move_on(self.planner, scored, PhaseKind.APPRAISAL_2)
        appraise_again(self.cast, cards_of(scored), self._in(scored, PhaseKind.APPRAISAL_2))

    def _conclude(self, scored: Round) -> None:
        move_on(self.planner, scored, PhaseKind.COUNCIL)
        by, moment = self.cast.secretary(self.province), self._in(scored, PhaseKind.COUNCIL)
        cards = cards_of(scored)
        join_survey(by, scored, cards, moment)
        give_extras(by, scored, cards, moment)
        settle_disputes(by, scored, cards, moment)
        move_on(self.planner, scored, PhaseKind.PUBLICATION)
        moment = self._in(scored, PhaseKind.PUBLICATION)
        gaps = "Một số mục cơ quan chưa có số liệu, đã thông báo (mẫu)."
        values = particulars(scored, "215/QĐ-UBND", moment.date(), gaps=gaps)
        publish(self.planner, scored, values, moment)
        scored.refresh_from_db()
        move_on(self.planner, scored, PhaseKind.COMPLAINTS)
        self._afterwards(scored)

    def _afterwards(self, scored: Round) -> None:
        moment = self._in(scored, PhaseKind.COMPLAINTS)
        cards: Sequence[Card] = cards_of(scored)
        if contest(self.cast, self.province, cards, moment) is not None:
            later = moment + timedelta(days=4)
            cause = "Đính chính theo kết quả giải quyết khiếu nại (mẫu)."
            values = particulars(scored, "268/QĐ-UBND", later.date(), cause=cause)
            values["gaps"] = cause
            publish(self.planner, scored, values, later)
        due_on = date(scored.year + 1, 10, 30)
        remedy(self.cast, cards, scored.year + 1, due_on, moment + timedelta(days=6))
        close_over(self.planner, scored)

    def _in(self, scored: Round, kind: str) -> datetime:
        """Return a morning of the phase, never later than now."""
        phase = scored.phases.get(kind=kind)
        return at((phase.opens_at + timedelta(days=1)).date(), MORNING)
