"""Which items need a verdict in the second appraisal; the others carry their first."""

from collections.abc import Iterable

from caicach.web.appraisal.matter import Matter
from caicach.web.appraisal.models import Reopening
from caicach.web.rounds.models import Entry, Remark


def second_needs(matter: Matter) -> tuple[list[Remark], bool]:
    """Return the remarks of the agency on the item, and whether it was opened again."""
    remarks = Remark.objects.filter(
        card=matter.card, item=matter.item, side=Remark.Side.AGENCY
    ).exclude(kind=Remark.Kind.NOTE)
    reopened = Reopening.objects.filter(card=matter.card, item=matter.item).exists()
    return list(remarks), reopened


def needs_verdict(first: Entry | None, remarks: Iterable[Remark], *, reopened: bool) -> bool:
    """Say whether the second appraisal has to decide on the item.

    It does where nobody appraised it, where an explanation was asked for, where points were
    changed and the agency did not agree, and where somebody opened it again.

    first: the entry of the first appraisal. remarks: of the agency, in their order.
    """
    if reopened or first is None:
        return True
    said = [each.kind for each in remarks if each.at >= first.at]
    if first.verdict == Entry.Verdict.ASKED:
        return True
    if first.verdict == Entry.Verdict.CHANGED:
        return not said or said[-1] != Remark.Kind.AGREEMENT
    return Remark.Kind.EXPLANATION in said
