"""People tables read: who holds which role at which agency, from when to when."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from caicach.core.agencies import canonical_code
from caicach.core.issues import Issue, Said, issue
from caicach.files.registers.columns import PEOPLE_COLUMNS, PEOPLE_HEADS
from caicach.files.registers.line import Line, lines_of, numbers_as_codes
from caicach.files.registers.sheets import open_sheets
from caicach.files.tables import TableBrokenError, clip, fold

ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
MOST_OF_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Person:
    """One role of one person; somebody with several roles has a row for each.

    email: in small letters. agency: canonical code. role: the key of the accepted word.
    where: the row's place in the file.
    """

    name: str
    email: str
    agency: str
    role: str
    valid_from: date | None
    valid_to: date | None
    post: str
    where: str

    def meets(self, other: "Person") -> bool:
        """Say whether both hold on some day."""
        first = max(self.valid_from or date.min, other.valid_from or date.min)
        return first <= min(self.valid_to or date.max, other.valid_to or date.max)


class PeopleTable(NamedTuple):
    """Sound rows, and every fault of the file."""

    people: tuple[Person, ...]
    issues: list[Issue]


def read_people_table(
    source: Path | bytes,
    roles: Mapping[str, str],
    agencies: Collection[str],
    file_name: str | None = None,
) -> PeopleTable:
    """Return who holds which role where, from a CSV or a spreadsheet, with all faults.

    roles: accepted words, in either language, to the role's key. agencies: known codes.
    """
    sheets, issues = open_sheets(source, file_name, PEOPLE_COLUMNS, PEOPLE_HEADS)
    book = _Book(roles, agencies)
    lines: list[Line] = []
    people: list[tuple[Person, Line]] = []
    try:
        for sheet in sheets:
            issues += numbers_as_codes(sheet, "agency")
            for line in lines_of(sheet):
                lines.append(line)
                person = book.person(line)
                people += [(person, line)] if person else []
    except TableBrokenError as error:
        issues.append(error.issue)
    if sheets and not lines:
        issues.append(issue("register-empty", sheets[0].table.file))
    _tell_twice(people)
    told = [each for line in lines if not line.silent for each in line.issues]
    return PeopleTable(tuple(each for each, line in people if line.is_sound), [*issues, *told])


class _Book:
    """What rows are held against: the words for roles, and the agencies there are."""

    def __init__(self, roles: Mapping[str, str], agencies: Collection[str]) -> None:
        self.roles = {fold(word): key for word, key in roles.items()}
        known = ", ".join(roles)
        self.known_roles = Said(known, known)
        self.agencies = frozenset(map(canonical_code, agencies))

    def person(self, line: Line) -> Person | None:
        """Return what the row says, None where it has a fault; faults stay with the row."""
        name, email, agency, role = self._who(line)
        first, last = line.day("valid_from"), line.day("valid_to")
        if first and last and last < first:
            values = {"first": line.text("valid_from"), "last": line.text("valid_to")}
            line.fault("register-days-reversed", "valid_to", **values)
        post = line.short("post")
        if not line.is_sound or role is None:
            return None
        return Person(name, email, agency, role, first, last, post, line.place("name"))

    def _who(self, line: Line) -> tuple[str, str, str, str | None]:
        for column in ("name", "email", "agency", "role"):
            if not line.has(column):
                head = PEOPLE_HEADS[column]
                values = {"column": head.vi, "column_en": head.text("en")}
                line.fault("person-cell-missing", column, **values)
        name, email, agency = line.short("name"), line.text("email"), line.code("agency")
        if email and not (ADDRESS.fullmatch(email) and len(email) <= MOST_OF_ADDRESS):
            line.fault("person-email", "email", value=clip(email))
        if agency and agency not in self.agencies:
            line.fault("person-agency-unknown", "agency", code=clip(agency))
        known = self.known_roles
        role = (
            line.one_of("role", self.roles, known, "person-role-unknown")
            if line.has("role")
            else None
        )
        return name, email.lower(), agency, role


def _tell_twice(people: Sequence[tuple[Person, Line]]) -> None:
    """Keep a fault with each row that gives a person a role held there already."""
    held: dict[tuple[str, str, str], list[Person]] = defaultdict(list)
    for person, line in people:
        own = held[person.email, person.agency, person.role]
        first = next((each for each in own if each.meets(person)), None)
        if first is not None:
            values = {"email": person.email, "agency": person.agency, "first": first.where}
            line.fault("person-twice", "email", role=line.text("role"), **values)
        own.append(person)
