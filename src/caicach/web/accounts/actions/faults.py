"""What stands against a person or a post, all of it at once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from caicach.core.agencies.lineage import Lives
from caicach.core.issues import Issue, Said, issue
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.register.queries import whole_register


class PeopleFaultsError(Exception):
    """Nothing was saved; `issues` say why, each at the field or cell it is about."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__(", ".join(each.code for each in issues))
        self.issues = list(issues)


def refuse(issues: Iterable[Issue]) -> None:
    """Raise PeopleFaultsError where there is any issue."""
    if found := list(issues):
        raise PeopleFaultsError(found)


def person_faults(person: Person) -> Iterator[Issue]:
    """Yield what is wrong with a name and an address; the fields' names are the places."""
    if not person.full_name.strip():
        yield issue("person-name-missing", "full_name")
    email = person.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        yield issue("person-address-malformed", "email", value=person.email)
        return
    others = Person.objects.filter(email__iexact=email).exclude(pk=person.pk)
    if other := others.first():
        yield issue("person-address-taken", "email", value=email, name=other.full_name)


def agency_lives() -> Lives:
    """Return when each agency of the register was and is valid."""
    return Lives(whole_register().agencies)


def post_faults(post: Post, code: str, held: Iterable[Post], lives: Lives) -> Iterator[Issue]:
    """Yield what is wrong with a post at the agency `code`, beside the others `held`."""
    first, last = post.valid_from or date.min, post.valid_to or date.max
    if last < first:
        values = {"first": written(first), "last": written(last)}
        yield issue("post-days-reversed", "valid_to", **values)
        return
    yield from _agency_faults(code, first, last, lives)
    for other in held:
        if other.pk != post.pk and _same(other, post, code) and _meet(other, first, last):
            yield issue(
                "post-overlap",
                "valid_from",
                role=said_role(post.role),
                agency=code,
                first=written(other.valid_from),
                last=written(other.valid_to),
            )


def _agency_faults(code: str, first: date, last: date, lives: Lives) -> Iterator[Issue]:
    if code not in lives:
        yield issue("post-agency-unknown", "agency", agency=code)
    elif not lives.cover(code, first, last):
        runs = "; ".join(f"{written(start)} – {written(end)}" for start, end in lives.runs(code))
        yield issue("post-agency-not-valid", "agency", agency=code, runs=runs)


def _same(other: Post, post: Post, code: str) -> bool:
    return other.role == post.role and other.agency.code == code


def _meet(other: Post, first: date, last: date) -> bool:
    return max(other.valid_from or date.min, first) <= min(other.valid_to or date.max, last)


def said_role(role: str) -> Said:
    """Return a role's name in both languages."""
    return ROLE_NAMES[Role(role)]


def written(day: date | None) -> str:
    """Return 01/07/2025, or an ellipsis for no bound."""
    return "…" if day in (None, date.min, date.max) else f"{day:%d/%m/%Y}"


ROLE_NAMES = {
    Role.FOCAL_OFFICER: Said("Công chức đầu mối", "Focal officer"),
    Role.AGENCY_HEAD: Said("Người đứng đầu cơ quan", "Head of agency"),
    Role.APPRAISER: Said("Thẩm định viên", "Appraiser"),
    Role.COUNCIL_SECRETARY: Said("Thư ký Hội đồng thẩm định", "Council secretary"),
    Role.COUNCIL_MEMBER: Said("Thành viên Hội đồng thẩm định", "Council member"),
    Role.STANDING_BODY: Said("Cơ quan thường trực", "Standing body"),
    Role.INSPECTOR: Said("Công chức kiểm tra", "Inspector"),
    Role.LEADER: Said("Lãnh đạo", "Leader"),
    Role.ADMINISTRATOR: Said("Quản trị", "Administrator"),
}
