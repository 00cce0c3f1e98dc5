"""One item of one card, with all that a verdict on it rests on."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from caicach.core.criteria import Branch
from caicach.core.rules import Given, Score
from caicach.web.appraisal.claims import (
    score_alone,
    standing_entry,
    standing_given,
)
from caicach.web.appraisal.matter import Matter
from caicach.web.appraisal.needs import is_open_still
from caicach.web.appraisal.queries.pairs import COMPUTED
from caicach.web.appraisal.queries.previous import Before
from caicach.web.appraisal.ranges import Range, range_of
from caicach.web.rounds.contested import claim_of, state_after
from caicach.web.rounds.models import Card, Entry, Evidence, Filling, Item, Remark, Stage
from caicach.web.rounds.showing import ItemState, unit_of


@dataclass
class Line:
    """One item of one card, as an appraiser sees it.

    pieces: how many pieces of evidence, newest: when the last came. before: last year's points
    and reason. answer, answered: kind and words of the agency's last answer. evidence, remarks:
    only of whole lines. typed, faults: what was sent from this line and could not be saved.
    """

    matter: Matter
    branch: Branch | None
    may: bool
    is_own: bool
    stage: str | None
    entries: dict[str, Entry]
    filling: Filling | None
    pieces: int
    newest: datetime | None
    before: Before | None
    answer: str | None = None
    answered: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    look_at: datetime | None = None
    reopened: bool = False
    typed: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def card(self) -> Card:
        """Return the card."""
        return self.matter.card

    @property
    def item(self) -> Item:
        """Return the item."""
        return self.matter.item

    @property
    def key(self) -> str:
        """Return what its fields are called after."""
        return f"c{self.card.pk}i{self.item.pk}"

    @cached_property
    def known(self) -> Given | None:
        """Return the figure the platform knows."""
        return None if self.filling is None else self.filling.as_given()

    @cached_property
    def known_score(self) -> Score | None:
        """Return what that figure earns; None where the rule must know of others."""
        return score_alone(self.branch, self.known)

    @property
    def own_entry(self) -> Entry | None:
        """Return what the agency typed itself."""
        return self.entries.get(Stage.SELF)

    @cached_property
    def own_given(self) -> Given | None:
        """Return the agency's own figure: what it typed, else what is known."""
        return standing_given(self.entries.values(), self.filling)

    @cached_property
    def own_points(self) -> Any:
        """Return the points of the agency's own figure, for the filter `score`."""
        return self.own_entry or self.known_score

    @property
    def first(self) -> Entry | None:
        """Return the entry of the first appraisal."""
        return self.entries.get(Stage.APPRAISED_1)

    @property
    def second(self) -> Entry | None:
        """Return the entry of the second appraisal."""
        return self.entries.get(Stage.APPRAISED_2)

    @property
    def given_now(self) -> Entry | None:
        """Return the verdict at the stage that is open, or was last."""
        return self.entries.get(self.writes or self.stage or "")

    @property
    def writes(self) -> str | None:
        """Return the stage a verdict would be written at just now."""
        return self.matter.open_stage

    @property
    def seen(self) -> int:
        """Return the version of what a verdict would replace."""
        found = self.entries.get(self.writes or "")
        return found.version if found else 0

    @cached_property
    def stands(self) -> Given | None:
        """Return what an acceptance would take over."""
        return standing_given(self.entries.values(), self.filling, self.writes or "final")

    @cached_property
    def stands_points(self) -> Any:
        """Return the points of what stands, for the filter `score`."""
        stage = self.writes or "final"
        return standing_entry(self.entries.values(), stage) or self.known_score

    @property
    def can_accept(self) -> bool:
        """Say whether there is something to accept."""
        return self.stands is not None and not self.stands.is_blank

    @property
    def is_absent(self) -> bool:
        """Say whether the agency says that the item does not apply."""
        return self.own_given is not None and self.own_given.not_applicable

    @property
    def is_overridden(self) -> bool:
        """Say whether the agency put its own figure in place of a known one."""
        own = self.own_entry
        return own is not None and own.source == Entry.Source.OVERRIDE

    @cached_property
    def disagrees(self) -> bool:
        """Say whether its own points are not those of the known figure."""
        known = self.known_score
        if known is None or not self.is_overridden or self.own_entry is None:
            return False
        return bool(self.own_entry.points != known.points)

    @property
    def is_missing(self) -> bool:
        """Say whether nothing was handed in."""
        return self.own_given is None or self.own_given.is_blank

    @property
    def lacks_evidence(self) -> bool:
        """Say whether evidence is asked for and there is none."""
        if not self.item.needs_evidence or self.pieces or self.is_absent or self.is_missing:
            return False
        return not self.shows_itself

    @property
    def shows_itself(self) -> bool:
        """Say whether the platform computed the figure from rows one can open."""
        known = self.filling
        return known is not None and known.source_kind in COMPUTED and not self.is_overridden

    @property
    def is_due(self) -> bool:
        """Say whether a verdict is needed at the stage that was begun last."""
        if self.stage != Stage.APPRAISED_2:
            return self.first is None
        if self.second is not None:
            return False
        return is_open_still(self.first, self.answer, reopened=self.reopened)

    @property
    def takes_verdict(self) -> bool:
        """Say whether the person may give a verdict just now."""
        settled = self.writes == Stage.APPRAISED_2 and not self.is_due and self.second is None
        return self.may and self.writes is not None and not settled

    @property
    def can_reopen(self) -> bool:
        """Say whether the person may open the settled item for the second appraisal."""
        is_second = self.may and self.writes == Stage.APPRAISED_2
        return is_second and not self.is_due and self.second is None

    @property
    def group(self) -> str:
        """Return the heading it stands under where items differ first."""
        if self.disagrees:
            return "disagree"
        if self.is_missing:
            return "missing"
        if self.is_absent:
            return "absent"
        if self.lacks_evidence:
            return "no_evidence"
        return "matching"

    @property
    def state(self) -> ItemState:
        """Return the state for its chip."""
        final = self.entries.get(Stage.FINAL)
        if final is not None and final.source == Entry.Source.DECIDED:
            return ItemState.DECIDED
        entry = self.second or self.first
        if entry is None or not entry.verdict:
            return ItemState.WAITING
        claim = claim_of(self.own_entry, self.filling)
        return state_after(entry, claim, self.answer, self.card.round)

    @property
    def is_disputed(self) -> bool:
        """Say whether the council is to decide what agency and appraisers could not settle."""
        return self.state == ItemState.DISPUTED

    def is_new(self, at: datetime) -> bool:
        """Say whether something came since the person looked, or since the first verdict."""
        since = self.look_at or (self.first.at if self.first else None)
        return since is not None and at > since

    @property
    def has_new_evidence(self) -> bool:
        """Say whether a piece came since."""
        return self.newest is not None and self.is_new(self.newest)

    @property
    def shown_evidence(self) -> list[tuple[Evidence, bool]]:
        """Return the pieces, with whether each is new."""
        return [(each, self.is_new(each.at)) for each in self.evidence]

    @property
    def unit(self) -> str:
        """Return what the rule measures in."""
        return unit_of(self.card.round, self.item.code)

    @cached_property
    def range(self) -> Range | None:
        """Return the picture of the known and the own figure against the full mark."""
        return range_of(self.branch, self.known, self.own_given)
