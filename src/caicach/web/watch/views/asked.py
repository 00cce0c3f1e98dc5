"""What the address of an index page asks for; what cannot be read is told and passed over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext as _

from caicach.core.indices import IndexBook, province_of
from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.charting.scene import Scene
from caicach.web.watch.goals import IndexGoal, goals_at
from caicach.web.watch.queries import shelved
from caicach.web.watch.subject import Subject, asked_for, home_name, ours

REMEMBERED = "watch_province"


@dataclass(frozen=True)
class Asked:
    """Whose figures, and what could not be read of the address.

    home: what our own province is called where no index knows it, else empty.
    """

    subject: Subject | None
    notes: tuple[str, ...] = ()
    named: bool = False
    home: str = ""

    @property
    def query(self) -> str:
        """Return what keeps the province from page to page: `?province=87-2025` or nothing."""
        if not self.named or self.subject is None:
            return ""
        return f"?{urlencode({'province': self.subject.province.key})}"


def subject_asked(request: SignedInRequest, name: str = "province") -> Asked:
    """Return the province the address names, ours where it names none.

    Where no index knows ours, the one that was looked at last since signing in.
    """
    standing = standing_now(request.user)
    own = ours(standing.tree, standing.agencies)
    home = "" if own else home_name(standing.tree, standing.agencies)
    kept = None if own else province_of(request.session.get(REMEMBERED, ""))
    subject = Subject(kept) if kept else own
    text = request.GET.get(name, "").strip()
    if not text:
        return Asked(subject, named=kept is not None, home=home)
    found = asked_for(text)
    if found is None:
        note = _("Không nhận ra tỉnh, thành phố “%(text)s”.") % {"text": text[:60]}
        return Asked(subject, (note,), kept is not None, home)
    if own is not None and found.key == own.province.key:
        return Asked(own, named=True)
    return Asked(Subject(found), named=True, home=home)


def remember(request: SignedInRequest, asked: Asked) -> None:
    """Keep the province for the next pages of whoever has none of their own in the indices."""
    if not asked.home or asked.subject is None:
        return
    key = asked.subject.province.key
    if request.session.get(REMEMBERED) != key:
        request.session[REMEMBERED] = key


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
    remember(request, asked)
    goals = goals_at(request.user, asked.subject.root).get(series, [])
    scene, notes = _scene(request, shelf.book, asked.subject, goals)
    return scene, replace(asked, notes=(*asked.notes, *notes)), shelf.version


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
