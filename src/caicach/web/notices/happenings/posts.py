"""Changes of a person's posts, told to that person."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.audit.models import Event
from caicach.web.look.day import read_day
from caicach.web.look.templatetags.look import day
from caicach.web.notices.actions.telling import Telling
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.kinds import Kind


def tell_of_post(event: Event, readers: Readers) -> Iterator[tuple[Sequence[Person], Telling]]:
    """Yield what the person is told; one withdrawn before it began is known by what it was."""
    person = Person.objects.filter(pk=event.subject_key).first()
    post = event.after or event.before
    if person is None or not post:
        return
    what = event.verb.rpartition("_")[2]
    yield (
        [person],
        Telling(
            Kind.POST_CHANGED,
            f"event:{event.number}",
            partial(_words, what, post, readers),
            "/",
            (event.subject_kind, event.subject_key),
        ),
    )


def _words(what: str, post: dict[str, Any], readers: Readers) -> tuple[str, str]:
    values = {
        "role": Role(post["role"]).label,
        "agency": readers.name(post["agency"]),
        "first": day(read_day(post["valid_from"] or "")),
        "last": day(read_day(post["valid_to"] or "")),
    }
    if what == "ended":
        title = _("Vị trí %(role)s tại %(agency)s kết thúc ngày %(last)s")
    elif what == "withdrawn":
        title = _("Vị trí %(role)s tại %(agency)s không còn hiệu lực")
    elif what == "resumed":
        title = _("Vị trí %(role)s tại %(agency)s được mở lại")
    elif values["first"]:
        title = _("Bạn là %(role)s tại %(agency)s từ ngày %(first)s")
    else:
        title = _("Bạn là %(role)s tại %(agency)s")
    body = _("Những gì đã làm ở vị trí cũ được giữ nguyên.") if what != "given" else ""
    return title % values, body
