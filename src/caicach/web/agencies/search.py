"""Finding an agency by what people type: its code, or its name without accents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length

from caicach.core.agencies import canonical_code
from caicach.web.look.folding import fold
from caicach.web.register.models import Entry
from caicach.web.register.queries import valid_on

BETWEEN = " · "
MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """An agency as offered to choose; parent: the name of whom it answers to, empty for a root."""

    key: int
    code: str
    name: str
    parent: str

    @property
    def words(self) -> str:
        """Return what stands in the field once it is chosen."""
        return f"{self.code}{BETWEEN}{self.name}"


def entries_on(day: date) -> QuerySet[Entry]:
    """Return the entries of that day, with the name of the agency above as `parent_name`."""
    parent = Entry.objects.filter(
        valid_on(day),
        valid_on(day, "agency__links_down__"),
        agency__links_down__child=OuterRef("agency"),
    )
    entries = Entry.objects.filter(valid_on(day)).select_related("agency")
    return entries.annotate(parent_name=Subquery(parent.values("name")[:1]))


def find_agencies(text: str, on: date, most: int = MOST) -> list[Found]:
    """Return the agencies of that day whose code, name or both the text is or holds, best first."""
    words = fold(text)
    if not words:
        return []
    code = canonical_code(text.partition(BETWEEN)[0].strip())
    exact = _found(entries_on(on).filter(agency__code=code)[:1])
    if exact:
        return exact
    wanted = Q(electronic_code=code)
    parts = Q()
    for word in words.split():
        parts &= Q(folded__contains=word)
    rows = entries_on(on).filter(wanted | parts).order_by(Length("name"), "name", "agency__code")
    return _found(rows[:most])


def words_of(code: str, on: date) -> str:
    """Return what stands in a field for that agency; the code alone where it is not valid."""
    found = Entry.objects.filter(valid_on(on), agency__code=code).values_list("name", flat=True)
    name = found.first()
    return f"{code}{BETWEEN}{name}" if name else code


def the_one(text: str, found: Sequence[Found]) -> Found | None:
    """Return the agency meant: the only one found, or the only one of exactly that name."""
    named = [each for each in found if fold(each.name) == fold(text)]
    for candidates in (found, named):
        if len(candidates) == 1:
            return candidates[0]
    return None


def _found(rows: QuerySet[Entry]) -> list[Found]:
    fields = ("agency_id", "agency__code", "name", "parent_name")
    return [
        Found(key, code, name, parent or "")
        for key, code, name, parent in rows.values_list(*fields)
    ]
