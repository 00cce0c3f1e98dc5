"""Names as they are searched and sorted."""

from caicach.web.accounts.models import Person
from caicach.web.look.folding import fold


def index_person(person: Person) -> None:
    """Set what a person is found and sorted by: Vietnamese lists go by the given name."""
    person.email = person.email.strip().lower()
    person.full_name = " ".join(person.full_name.split())
    person.folded = fold(person.full_name, person.email)
    *family, given = person.full_name.split() or [""]
    person.sort_name = fold(given, *family)[:160]
