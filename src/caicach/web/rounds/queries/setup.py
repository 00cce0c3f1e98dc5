"""What a round stands on before it opens, as the dry run looks at it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from caicach.core.agencies import DayTree
from caicach.core.criteria import Edition
from caicach.core.documents import Words
from caicach.core.indices import index_series
from caicach.core.issues import Issue, Said, issue
from caicach.core.periods import Quarter, Year, parse_period
from caicach.core.rounds import LeadAgency, RoundPeriod, RoundSetup, ScoredAgency, dry_run
from caicach.web.accounts.models import Post
from caicach.web.accounts.roles import Role
from caicach.web.look.day import today
from caicach.web.plans.lateness import national_calendar
from caicach.web.register.queries import tree_on, valid_on
from caicach.web.rounds.known import source_of
from caicach.web.rounds.models import Card, Round, RoundAgency
from caicach.web.rounds.opening import Leads, Placed, placed_items, reported_figures
from caicach.web.rounds.scoring import BrokenEditionError, edition_of
from caicach.web.rounds.turning import plans_of

ROLES = (Role.FOCAL_OFFICER, Role.AGENCY_HEAD, Role.APPRAISER)


def round_period(text: str) -> RoundPeriod:
    """Return the period of a round's figures. Raises ValueError for one it cannot have."""
    period = parse_period(text)
    if not isinstance(period, Year | Quarter):
        raise TypeError(text)
    return period


def try_round(scored: Round) -> list[Issue]:
    """Return all that is missing before the round can open, faults first."""
    try:
        edition = edition_of(scored)
    except BrokenEditionError:
        name = scored.edition.name
        return [issue("round-edition-broken", name, edition=name)]
    setup = _Setup(scored, edition, tree_on(today()))
    found = [*dry_run(setup.core), *setup.elsewhere(), *setup.unsettled(), *setup.gone()]
    return sorted(found, key=lambda each: ("fault", "warning", "note").index(each.severity))


@dataclass(frozen=True)
class _Setup:
    """Rows of a round, read once, as the core's dry run asks for them."""

    scored: Round
    edition: Edition
    tree: DayTree

    @cached_property
    def chosen(self) -> list[tuple[str, str]]:
        rows = RoundAgency.objects.filter(round=self.scored).order_by("agency__code")
        return list(rows.values_list("agency__code", "block"))

    @cached_property
    def posts(self) -> Counter[tuple[str, str]]:
        """Return how many people hold each role at each agency today."""
        rows = Post.objects.filter(valid_on(today()), role__in=ROLES, person__is_active=True)
        people = rows.values_list("agency__code", "role", "person_id").distinct()
        return Counter((code, role) for code, role, _person in people)

    @cached_property
    def _placed(self) -> list[Placed]:
        return list(placed_items(self.edition, self.scored.choices))

    @property
    def core(self) -> RoundSetup:
        return RoundSetup(
            edition=self.edition,
            choices=self.scored.choices,
            period=round_period(self.scored.period),
            phases=tuple(plans_of(self.scored)),
            calendar=national_calendar(),
            agencies=tuple(self._agency(code, block) for code, block in self.chosen),
            leads=self._leads(),
            standing=self._lead(self.scored.lead.code),
            sources_known=self._sources(),
        )

    def name(self, code: str) -> str:
        return self.tree.agency(code).name.vi if code in self.tree else code

    def _agency(self, code: str, block: str) -> ScoredAgency:
        officers = self.posts[code, Role.FOCAL_OFFICER.value]
        heads = self.posts[code, Role.AGENCY_HEAD.value]
        return ScoredAgency(code, self.name(code), block or None, officers, heads)

    def _lead(self, code: str) -> LeadAgency:
        stand_in = self.scored.stand_in.code if self.scored.stand_in else None
        if stand_in == code:  # who stands in for others is appraised by the round's lead
            stand_in = self.scored.lead.code
        return LeadAgency(
            code,
            self.name(code),
            self.posts[code, Role.APPRAISER.value],
            stand_in,
            self.posts[stand_in or "", Role.APPRAISER.value],
        )

    def _leads(self) -> Mapping[str, LeadAgency]:
        leads = Leads(self.scored)
        words = {each.lead for each in self._placed}
        found = ((each, leads.code(each)) for each in words if each)
        return {each: self._lead(code) for each, code in found if code}

    def _sources(self) -> frozenset[str]:
        figures = reported_figures(self.scored)
        measures = [each.branch.node.measured_by for each in self._placed]
        indicators = {each.indicator for each in measures if each and each.indicator}
        known = {each for each in indicators if source_of(each, figures)[0]}
        return frozenset(known) | {each.id for each in index_series()}

    def elsewhere(self) -> Iterator[Issue]:
        """Agencies that take part in another official round of the year."""
        if self.scored.kind != Round.Kind.OFFICIAL:
            return
        others = Card.objects.filter(
            agency__code__in=RoundAgency.objects.filter(round=self.scored).values("agency__code"),
            round__kind=Round.Kind.OFFICIAL,
            round__year=self.scored.year,
        ).exclude(state=Card.State.ENDED)
        others = others.exclude(round=self.scored).exclude(round__state=Round.State.CANCELLED)
        for code, other in others.order_by("agency__code").values_list(
            "agency__code", "round__name"
        ):
            yield issue("round-agency-in-another", code, agency=self.name(code), round=other)

    def unsettled(self) -> Iterator[Issue]:
        """Points the edition leaves open and the round has not settled."""
        for choice in self.edition.choices:
            if choice.id not in self.scored.choices:
                option = next(each for each in choice.options if each.id == choice.default)
                named = (
                    Said(each.text("vi"), each.text("en")) for each in (choice.label, option.label)
                )
                values = dict(zip(("choice", "option"), named, strict=True))
                yield issue("round-choice-default", self.edition.edition, **values)

    def gone(self) -> Iterator[Issue]:
        """Agencies chosen that are not there today."""
        for code, _block in self.chosen:
            if code not in self.tree:
                yield issue("round-agency-not-there", code, agency=code)


def _said(words: Words) -> Said:
    return Said(words.text("vi"), words.text("en"))
