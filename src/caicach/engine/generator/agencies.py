"""The agencies of an invented province before and after the mergers of 1 July 2025."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count, product

from caicach.core.agencies import parse_agency_code
from caicach.engine.generator.dice import Dice
from caicach.engine.generator.words import DEPARTMENTS, FIRST_SYLLABLES, SECOND_SYLLABLES

MERGED_ON = date(2025, 7, 1)
LAST_DAY_BEFORE = date(2025, 6, 30)
COMMUNES_OF_A_DISTRICT = 8
WARDS_OF_A_DISTRICT = 2
FIRST_DISTRICT = 21
FIRST_NEW_COMMUNE = 101

TITLES = {"ward": "Phường", "commune": "Xã", "township": "Thị trấn", "district": "Huyện"}


@dataclass(slots=True)
class Body:
    """One agency of the province and how it works.

    printed: its code as its own system writes it. weight: its share of the dossiers of its kind.
    lateness: how often it is late. dues_at_five: whether its due times are the end of the day.
    successor: the code it goes on under after the merger.
    """

    code: str
    name: str
    kind: str
    parent: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    printed: str = ""
    weight: float = 0.0
    lateness: float = 0.0
    dues_at_five: bool = False


@dataclass(slots=True)
class Province:
    """A province: itself, its departments, and two generations of local agencies."""

    code: str
    name: str
    departments: list[Body] = field(default_factory=list)
    districts: list[Body] = field(default_factory=list)
    old_communes: list[Body] = field(default_factory=list)
    new_communes: list[Body] = field(default_factory=list)

    @property
    def bodies(self) -> list[Body]:
        """Return every agency of both generations below the province."""
        return [*self.departments, *self.districts, *self.old_communes, *self.new_communes]

    @property
    def sender(self) -> str:
        """Return the code of the connection that sends the files, in the old notation."""
        return parse_agency_code(self.code).old_notation or self.code

    @property
    def successors(self) -> dict[str, str]:
        """Return the agency of the map after the merger for every recorded code."""
        own = {self.code: self.code}
        return own | {body.code: body.successor or body.code for body in self.bodies}


def found_province(name: str, code: str, agencies: int, dice: Dice) -> Province:
    """Return a province that has `agencies` departments and communes after the merger."""
    shown = name if "mẫu" in name.lower() else f"{name} (mẫu)"
    province = Province(code, shown)
    departments = min(len(DEPARTMENTS), max(1, agencies // 3))
    for number, title in enumerate(DEPARTMENTS[:departments], 1):
        province.departments.append(Body(f"{code}.{number:02}", title, "department", code))
    names = _names(dice)
    for number in range(max(1, agencies - departments)):
        _add_commune(province, number, names, dice)
    for body in province.bodies:
        _settle_habits(body, dice)
    _weigh(province, dice)
    return province


def _names(dice: Dice) -> Iterator[str]:
    pairs = [" ".join(pair) for pair in product(FIRST_SYLLABLES, SECOND_SYLLABLES)]
    return chain(dice.shuffled(pairs), (f"Số {number}" for number in count(1)))


def _add_commune(province: Province, number: int, names: Iterator[str], dice: Dice) -> None:
    """Add a commune of today, the one to four it was made of, and at times their district."""
    ordinal, place = divmod(number, COMMUNES_OF_A_DISTRICT)
    code = f"{province.code}.{FIRST_NEW_COMMUNE + number}"
    if place == 0:
        seat = f"{province.code}.{FIRST_DISTRICT + ordinal}"
        province.districts.append(_past(seat, "district", names, province.code, code))
    district = province.districts[-1]
    kind = "ward" if place < WARDS_OF_A_DISTRICT else "commune"
    name = f"{TITLES[kind]} {next(names)}"
    province.new_communes.append(Body(code, name, kind, province.code, valid_from=MERGED_ON))
    taken = sum(each.parent == district.code for each in province.old_communes)
    for added in range(taken + 1, taken + 1 + dice.between(1, 4)):
        old_kind = "township" if kind == "ward" and added == 1 else kind
        old = _past(f"{district.code}.{added:02}", old_kind, names, district.code, code)
        province.old_communes.append(old)


def _past(code: str, kind: str, names: Iterator[str], parent: str, successor: str) -> Body:
    name = f"{TITLES[kind]} {next(names)}"
    return Body(code, name, kind, parent, valid_to=LAST_DAY_BEFORE, successor=successor)


def _settle_habits(body: Body, dice: Dice) -> None:
    """A third write codes the old way; one in five is often late."""
    old = parse_agency_code(body.code).old_notation
    body.printed = old if old and dice.chance(0.35) else body.code
    body.lateness = 0.08 + 0.22 * dice.draw() if dice.chance(0.2) else 0.005 + 0.05 * dice.draw()
    body.dues_at_five = dice.chance(0.4)


def _weigh(province: Province, dice: Dice) -> None:
    """A few agencies get most dossiers; centre communes and what they were made of are big."""
    for bodies in (province.departments, province.new_communes):
        for rank, body in enumerate(dice.shuffled(bodies), 1):
            body.weight = rank**-0.9 * (3.0 if body.kind == "ward" else 1.0)
    weights = {body.code: body.weight for body in province.new_communes}
    made_of: dict[str, int] = {}
    for body in province.old_communes:
        made_of[body.successor] = made_of.get(body.successor, 0) + 1
    for body in province.old_communes:
        body.weight = weights[body.successor] / made_of[body.successor]
    for body in province.districts:
        of_it = [each.weight for each in province.old_communes if each.parent == body.code]
        body.weight = sum(of_it)
