"""What every page shows around its own content: places, who is signed in, language."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.accounts.standing import SEE_ALL, Standing
from caicach.web.notices.queries import unread_count


class Place(NamedTuple):
    """A place of the workspace in the list at the side."""

    view: str
    label: Any
    permission: str | None = None


PLACES = (
    Place("boards:my-work", _("Việc của tôi")),
    Place("boards:province", _("Bảng theo dõi"), "boards.view"),
    Place("plans:list", _("Kế hoạch"), "plans.view"),
    Place("monitoring:board", _("Theo dõi"), "monitoring.view"),
    Place("rounds:list", _("Chấm điểm"), "rounds.view"),
    Place("watch:list", _("Chỉ số"), "watch.view"),
    Place("agencies:tree", pgettext_lazy("place", "Cơ quan"), "agencies.view"),
    Place("accounts:people", _("Người dùng"), "accounts.manage"),
    Place("site:jobs", _("Việc nền"), "site.jobs"),
    Place("audit_log:events", _("Nhật ký"), "audit_log.view"),
)
FOR_ALL = {"boards:province": _("Bảng toàn tỉnh")}
"""What a place is called by whoever reads the whole province."""
SEEN_AT = {
    "boards:agency": "boards:province",
    **dict.fromkeys(("boards:search", "accounts:me", "accounts:language"), ""),
}
"""The place of a view that is not the one its application begins with; "" for none: the tools at
the top of the page mark those."""
OF_ROUNDS = ("appraisal", "council", "results")
"""Applications without a place of their own: one comes to them from a round."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the places this person may go to, and whom they work for.

    Answers that are part of a page show neither places nor notices: there they are not looked up.
    """
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return {"places": [], **_looks(request)}
    standing = standing_now(person)
    homes = [
        standing.tree.agency(code).name.vi for code in standing.agencies if code in standing.tree
    ]
    return {
        "places": SimpleLazyObject(lambda: _places(request, person, standing)),
        "unread_notices": SimpleLazyObject(lambda: unread_count(person)),
        "home_agency": homes[0] if homes else "",
        **_looks(request),
    }


def _looks(request: HttpRequest) -> dict[str, str]:
    """Return the text size and theme the reader chose; only known ones reach the page."""
    asked = {name: request.COOKIES.get(name, "") for name in LOOKS}
    return {name: value if value in LOOKS[name] else "" for name, value in asked.items()}


LOOKS = {"text_size": ("small", "large"), "theme": ("light", "dark")}


def _places(request: HttpRequest, person: Person, standing: Standing) -> list[dict[str, Any]]:
    here, reads_all = _here(request), standing.holds(SEE_ALL)
    return [
        {
            "address": reverse(place.view),
            "label": FOR_ALL.get(place.view, place.label) if reads_all else place.label,
            "here": place.view == here,
        }
        for place in PLACES
        if place.permission is None or person.has_perm(place.permission)
    ]


def _here(request: HttpRequest) -> str:
    """Return the view of the place one is at: where nothing else is said, its application's."""
    match = request.resolver_match
    if match is None:
        return ""
    places = [place.view for place in PLACES]
    if match.view_name in SEEN_AT or match.view_name in places:
        return SEEN_AT.get(match.view_name, match.view_name)
    app = "rounds" if match.app_name in OF_ROUNDS else match.app_name
    own = (each for each in places if each.partition(":")[0] == app)
    return next(own, "")
