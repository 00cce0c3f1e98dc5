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

    first: the entry of the first appraisal. remarks: of the agency, in their order.
    """
    since = [each.kind for each in remarks if first is not None and each.at >= first.at]
    return is_open_still(first, since[-1] if since else None, reopened=reopened)


def is_open_still(first: Entry | None, answer: str | None, *, reopened: bool) -> bool:
    """Say the same by the kind of the agency's last answer since the first verdict.

    An item is open where nobody appraised it, where an explanation was asked for or given, where
    points were changed and the agency did not agree, and where somebody opened it again.
    """
    if reopened or first is None or first.verdict == Entry.Verdict.ASKED:
        return True
    if answer == Remark.Kind.EXPLANATION:
        return True
    return first.verdict == Entry.Verdict.CHANGED and answer != Remark.Kind.AGREEMENT
