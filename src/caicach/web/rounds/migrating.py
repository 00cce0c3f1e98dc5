"""A round in self-scoring taken to another edition: what it would do, and doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from caicach.core.rounds import Handed, MigrationPreview, Unfit, preview_migration
from caicach.core.rules import Score
from caicach.web.attachments.keeping import person_of
from caicach.web.audit.actor import Actor
from caicach.web.rounds.models import (
    AllowedPoints,
    Card,
    Entry,
    EntryChange,
    Filling,
    Item,
    KeptEdition,
    Remark,
    Round,
    Stage,
)
from caicach.web.rounds.opening import Planned, allow_points, planned_items
from caicach.web.rounds.scoring import edition_of, read_edition, shown_points, standing_givens
from caicach.web.rounds.showing import edition_words

ITEM_FIELDS = [
    "code",
    "printed_code",
    "position",
    "area",
    "label",
    "label_en",
    "kind",
    "assessed_by",
    "maximum",
    "low",
    "high",
    "in_steps",
    "blocks",
    "lead_id",
    "source_kind",
    "source_name",
    "needs_evidence",
]


def preview_of(
    scored: Round, kept: KeptEdition, choices: Mapping[str, str] | None = None
) -> MigrationPreview:
    """Return what taking the round to the edition would do to what stands on its cards."""
    cards = dict(scored.cards.exclude(state=Card.State.ENDED).values_list("pk", "agency__code"))
    blocks = dict(scored.cards.values_list("pk", "block"))
    givens = standing_givens(list(cards), Stage.SELF)
    handed = [Handed(code, blocks[pk] or None, givens[pk]) for pk, code in cards.items()]
    return preview_migration(
        edition_of(scored),
        read_edition(kept.text, kept.name),
        handed,
        old_choices=scored.choices,
        new_choices=choices,
    )


@dataclass(frozen=True, slots=True)
class Migration:
    """One migration while it is carried out, in the action's transaction."""

    by: Actor
    scored: Round
    preview: MigrationPreview
    now: datetime

    def run(self) -> list[int]:
        """Take items and entries to the round's new edition; return the cards that changed."""
        self.scored.cards.exclude(state=Card.State.ENDED).update(self_open=True)
        entries = self._entries()
        self._move_items(planned_items(self.scored))
        old_code = {new: old for old, new in self.preview.codes.items()}
        changed = []
        for each in self.preview.rescored:
            entry = entries.get((each.agency, old_code.get(each.code, each.code)))
            if entry is not None:
                changed.append(self._write(entry, each.after))
        for left in self.preview.unfit:
            entry = entries.get((left.agency, left.code))
            if entry is not None:
                self._tell(entry, left)
                changed.append(self._write(entry, None))
        return sorted(set(changed))

    def _entries(self) -> dict[tuple[str, str], Entry]:
        """Return the self-scores by agency and by code of the edition the round leaves."""
        rows = Entry.objects.filter(card__round=self.scored, stage=Stage.SELF)
        rows = rows.exclude(card__state=Card.State.ENDED).select_related("card__agency", "item")
        return {(each.card.agency.code, each.item.code): each for each in rows}

    def _move_items(self, planned: Sequence[Planned]) -> None:
        there = {each.code: each for each in self.scored.items.all()}
        goes_on = {new: there[old] for old, new in self.preview.codes.items() if old in there}
        kept = {each.pk for each in goes_on.values()}
        for code, item in there.items():  # first out of the way: a code may now be another item's
            item.code = f"{code[:20]}~{item.pk}"
            item.is_dropped = item.pk not in kept
            item.save(update_fields=["code", "is_dropped"])
        AllowedPoints.objects.filter(item__in=[each.pk for each in there.values()]).delete()
        self._drop_figures(goes_on, planned)
        saved = []
        for plan, amounts in planned:
            item = goes_on.get(plan.code, plan)
            for name in ITEM_FIELDS:
                setattr(item, name, getattr(plan, name))
            item.save()
            saved.append((item, amounts))
        allow_points(saved)

    def _drop_figures(self, goes_on: Mapping[str, Item], planned: Sequence[Planned]) -> None:
        """What is known is brought in anew; only of items with the same source it may stay."""
        same = [
            goes_on[plan.code].pk
            for plan, _amounts in planned
            if plan.code in goes_on and _source(plan) == _source(goes_on[plan.code])
        ]
        rows = Filling.objects.filter(card__round=self.scored, pinned_at__isnull=True)
        rows.exclude(item__in=same).delete()

    def _write(self, entry: Entry, score: Score | None) -> int:
        """Write what the entry earns now; without a score its figures are emptied."""
        before = entry.told()
        if score is None:
            entry.given = {}
        entry.points = None if score is None else shown_points(score.points)
        entry.score = "not_reported" if score is None else score.state.value
        entry.step = "" if score is None else score.step[:120]
        entry.person, entry.post, entry.at = person_of(self.by), self.by.post, self.now
        entry.version += 1
        entry.save()
        EntryChange.objects.create(
            card_id=entry.card_id,
            item_id=entry.item_id,
            stage=Stage.SELF,
            before=before,
            after=entry.told(),
            person=entry.person,
            post=entry.post,
            at=self.now,
        )
        return entry.card_id

    def _tell(self, entry: Entry, found: Unfit) -> None:
        why = "" if found.issue is None else found.issue.problem("vi")
        text = _(
            "Đợt chấm chuyển sang ấn bản “%(edition)s”: số liệu đã nhập không còn phù hợp và "
            "được cất vào lịch sử thay đổi. %(why)s"
        )
        told = {"edition": edition_words(self.scored.edition), "why": why}
        Remark.objects.create(
            card_id=entry.card_id,
            item_id=entry.item_id,
            phase=self.scored.phase,
            side=Remark.Side.APPRAISER,
            text=(text % told).strip(),
            person=person_of(self.by),
            post=self.by.post,
            at=self.now,
        )


def _source(item: Item) -> tuple[str, str]:
    return item.source_kind, item.source_name
