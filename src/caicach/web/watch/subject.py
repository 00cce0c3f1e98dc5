"""Whose figures a page shows: our province, or the one the address names; both maps beside."""

from dataclasses import dataclass

from caicach.core.agencies import AgencyKind, DayTree
from caicach.core.indices import (
    IndexBook,
    IndexFigure,
    Province,
    find_province,
    province_of,
    provinces,
)
from caicach.core.issues import Lang
from caicach.web.look.day import today

FIRST_NEW = 2025


@dataclass(frozen=True)
class Subject:
    """A province with those it was formed of, which are shown beside it and never averaged.

    root: code of our agency of that province; empty for another's.
    """

    province: Province
    root: str = ""

    @property
    def members(self) -> tuple[Province, ...]:
        """Return the province, then those of the older map it was formed of, its namesake first."""
        formed = [each for key in self.province.formed_of if (each := province_of(key))]
        namesake = [each for each in formed if each.name == self.province.name]
        others = [each for each in formed if each.name != self.province.name]
        return (self.province, *namesake, *others)

    @property
    def is_merged(self) -> bool:
        """Say whether it was formed of several provinces."""
        return len(self.province.formed_of) > 1

    @property
    def successor(self) -> Province | None:
        """Return the province one of the older map is part of now."""
        if self.province.map == "34":
            return None
        new = provinces(FIRST_NEW)
        return next((each for each in new if self.province.key in each.formed_of), None)

    def on_map(self, year: int) -> tuple[Province, ...]:
        """Return the members that a year's figures are of."""
        known = {each.key for each in provinces(year)}
        return tuple(each for each in self.members if each.key in known)

    def latest(self, book: IndexBook, component: str | None = None) -> tuple[IndexFigure, ...]:
        """Return the last figure of the province, else that of each it was formed of."""
        own = book.history(self.province, component)
        if own:
            return (own[-1],)
        before = (book.history(each, component) for each in self.members[1:])
        return tuple(history[-1] for history in before if history)


def ours(tree: DayTree, home: tuple[str, ...] = ()) -> Subject | None:
    """Return the province the tree is of, that of `home` first; None where no index knows it."""
    roots = [each for each in tree.roots() if each.kind is AgencyKind.PROVINCE]
    above = {tree.path(code)[0].code for code in home if code in tree}
    for root in sorted(roots, key=lambda each: each.code not in above):
        found = find_province(root.name.vi, today().year)
        if found is not None:
            return Subject(found, root.code)
    return None


def home_name(tree: DayTree, home: tuple[str, ...]) -> str:
    """Return what stands at the top of the agencies one works for, by its name."""
    tops = [tree.path(code)[0] for code in home if code in tree]
    return next((each.name.vi for each in tops if each.kind is AgencyKind.PROVINCE), "")


def asked_for(text: str) -> Province | None:
    """Return the province an address names: by key, code or name, on today's map first."""
    text = text.strip()[:100]
    if not text:
        return None
    year = today().year
    return province_of(text) or find_province(text, year) or find_province(text, FIRST_NEW - 1)


def name_of(province: Province, lang: Lang) -> str:
    """Return the province's name in the language of the page."""
    return province.name_en if lang == "en" else province.name


def told(province: Province, lang: Lang) -> str:
    """Return the name; one that is only on the older map, or has a namesake, says which map."""
    name = name_of(province, lang)
    if province.map == "34":
        return name
    after = next((each for each in provinces(FIRST_NEW) if province.key in each.formed_of), None)
    if after is not None and after.name == province.name and len(after.formed_of) == 1:
        return name
    return f"{name} (to 2024)" if lang == "en" else f"{name} (đến 2024)"
