"""What becomes of posts when the agency they are held at ends."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from caicach.core.agencies import LineageEvent, LineageKind
from caicach.core.issues import Issue, issue
from caicach.web.accounts.models import Post
from caicach.web.accounts.roles import Role
from caicach.web.agencies.differences import Difference
from caicach.web.agencies.proposal import fresh
from caicach.web.agencies.reorganisation import Reorganisation
from caicach.web.register.queries import valid_on

ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one post.

    last_day: None where it has not begun and never will. heir: the agency it goes on at, by its
    code; "" where it ends for good.
    """

    post: Post
    last_day: date | None
    heir: str = ""


def posts_lasting(codes: Collection[str], on: date) -> list[Post]:
    """Return the posts held at the agencies on that day or later, by agency and person."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    held = Post.objects.filter(lasting, agency__code__in=codes)
    order = ("agency__code", "person__sort_name", "person", "pk")
    return list(held.select_related("agency", "person").order_by(*order))


def fates(proposal: Reorganisation, differences: Sequence[Difference]) -> list[Fate]:
    """Return what becomes of each post at the agencies that the proposal ends."""
    ended = [each.code for each in differences if each.ends]
    posts = posts_lasting(ended, proposal.on) if ended else []
    heirs = _Heirs(proposal)
    today = timezone.localdate()
    return [Fate(each, _last_day(each, proposal.eve, today), heirs.of(each)) for each in posts]


def administrator_issues(proposal: Reorganisation, found: Sequence[Fate]) -> Iterator[Issue]:
    """Yield that nobody would administer the whole any more, as `found` has it."""
    going = [each for each in found if each.post.role == Role.ADMINISTRATOR]
    old_tops, tops = (
        {each.code for each in proposal.tree.on(day).roots()} for day in (proposal.eve, proposal.on)
    )
    lost = [each.post.agency.code for each in going if each.post.agency.code in old_tops]
    if not lost or any(each.heir in tops and each.post.person.is_active for each in going):
        return
    held = Post.objects.filter(
        valid_on(proposal.on), role=Role.ADMINISTRATOR, agency__code__in=tops
    )
    gone = [each.post.pk for each in going]
    if not held.filter(person__is_active=True).exclude(pk__in=gone).exists():
        yield issue("reorganise-no-administrator", "", agency=proposal.named(lost[0]))


def _last_day(post: Post, eve: date, today: date) -> date | None:
    """Return the eve; of a post begun after it, yesterday at the latest, if it has begun at all."""
    begun = post.valid_from or date.min
    if begun <= eve:
        return eve
    return None if begun > today else max(begun, today - ONE_DAY)


class _Heirs:
    """Where posts go on: all at an agency with a new code, of a root that merges those of
    administrators, without whom nobody could decide anything about the new root.
    """

    def __init__(self, proposal: Reorganisation) -> None:
        arrows = [each for each in fresh(proposal.events).values() if each.to_code is not None]
        old, new = proposal.tree.on(proposal.eve), proposal.tree.on(proposal.on)
        tops = {each.code for each in old.roots()}, {each.code for each in new.roots()}
        self.renamed = _ends(arrows, LineageKind.RENAME)
        self.merged = {
            source: target
            for source, target in _ends(arrows, LineageKind.MERGE).items()
            if source in tops[0] and target in tops[1]
        }

    def of(self, post: Post) -> str:
        code = post.agency.code
        if code in self.renamed or post.role != Role.ADMINISTRATOR:
            return self.renamed.get(code, "")
        return self.merged.get(code, "")


def _ends(arrows: Sequence[LineageEvent], kind: LineageKind) -> dict[str, str]:
    return {each.from_code: each.to_code or "" for each in arrows if each.kind == kind}
