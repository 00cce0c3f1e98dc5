"""What the address of an index page asks for; what cannot be read is told and passed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext as _

from caicach.core.indices import IndexBook
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.charting.scene import Scene
from caicach.web.watch.goals import IndexGoal, goals_at
from caicach.web.watch.queries import shelved
from caicach.web.watch.subject import Subject, asked_for, ours


@dataclass(frozen=True)
class Asked:
    """Whose figures, and what could not be read of the address."""

    subject: Subject | None
    notes: tuple[str, ...] = ()
    named: bool = False

    @property
    def query(self) -> str:
        """Return what keeps the province from page to page: `?province=87-2025` or nothing."""
        if not self.named or self.subject is None:
            return ""
        return f"?{urlencode({'province': self.subject.province.key})}"


def subject_asked(request: SignedInRequest, name: str = "province") -> Asked:
    """Return the province the address names, ours where it names none."""
    standing = standing_now(request.user)
    own = ours(standing.tree, standing.agencies)
    text = request.GET.get(name, "").strip()
    if not text:
        return Asked(own)
    found = asked_for(text)
    if found is None:
        note = _("Không nhận ra tỉnh, thành phố “%(text)s”.") % {"text": text[:60]}
        return Asked(own, (note,))
    if own is not None and found.key == own.province.key:
        return Asked(own, named=True)
    return Asked(Subject(found), named=True)


def scene_asked(request: SignedInRequest, series: str) -> tuple[Scene | None, Asked, str]:
    """Return what an index page is drawn from, and the version of its figures.

    No scene where no province is known. Raises Http404 for an index that is not watched.
    """
    shelf = shelved(series)
    if shelf is None:
        raise Http404
    asked = subject_asked(request)
    if asked.subject is None:
        return None, asked, shelf.version
    goals = goals_at(request.user, asked.subject.root).get(series, [])
    scene, notes = _scene(request, shelf.book, asked.subject, goals)
    return scene, Asked(asked.subject, (*asked.notes, *notes), asked.named), shelf.version


def _scene(
    request: SignedInRequest, book: IndexBook, subject: Subject, goals: Sequence[IndexGoal]
) -> tuple[Scene, list[str]]:
    known = years_of(book, subject)
    notes: list[str] = []
    year = _year(request, "year", known, notes) or known[-1]
    first = _year(request, "first", known, notes) or _before(known, year)
    last = _year(request, "last", known, notes) or year
    across = request.GET.get("across") in ("on", "1", "true")
    years = (min(first, last), max(first, last))
    return Scene(book, subject, goals, year, years, lang(), across), notes


def years_of(book: IndexBook, subject: Subject) -> list[int]:
    """Return the years in which the province or those it was formed of have a total.

    Never empty: without any, the years of the book.
    """
    found = {each.year for member in subject.members for each in book.history(member)}
    return sorted(found) or list(book.years()) or [1990]


def _year(
    request: SignedInRequest, name: str, known: Sequence[int], notes: list[str]
) -> int | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text[:4]) in known and len(text) == 4:
        return int(text)
    notes.append(_("Không có số liệu năm “%(text)s”.") % {"text": text[:20]})
    return None


def _before(known: Sequence[int], year: int) -> int:
    """Return the year right before; the nearest known one where that has no figures."""
    earlier = [each for each in known if each < year]
    return earlier[-1] if earlier else year
