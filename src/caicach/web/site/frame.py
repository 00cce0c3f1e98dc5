"""What every page shows around its own content: places, who is signed in, language."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.notices.queries import unread_count


class Place(NamedTuple):
    """A place of the workspace in the list at the side."""

    view: str
    label: Any
    permission: str | None = None


PLACES = (
    Place("boards:my-work", _("Việc của tôi")),
    Place("plans:list", _("Kế hoạch"), "plans.view"),
    Place("monitoring:board", _("Theo dõi"), "monitoring.view"),
    Place("watch:list", _("Chỉ số"), "watch.view"),
    Place("agencies:tree", _("Cơ quan"), "agencies.view"),
    Place("accounts:people", _("Người dùng"), "accounts.manage"),
    Place("site:jobs", _("Việc nền"), "site.jobs"),
    Place("audit_log:events", _("Nhật ký"), "audit_log.view"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the places this person may go to, and whom they work for."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return {"places": [], **_looks(request)}
    standing = standing_now(person)
    homes = [
        standing.tree.agency(code).name.vi for code in standing.agencies if code in standing.tree
    ]
    return {
        "places": [place for place in _places(request) if place["may"](person)],
        "unread_notices": unread_count(person),
        "home_agency": homes[0] if homes else "",
        **_looks(request),
    }


def _looks(request: HttpRequest) -> dict[str, str]:
    """Return the text size and theme the reader chose; only known ones reach the page."""
    asked = {name: request.COOKIES.get(name, "") for name in LOOKS}
    return {name: value if value in LOOKS[name] else "" for name, value in asked.items()}


LOOKS = {"text_size": ("small", "large"), "theme": ("light", "dark")}


def _places(request: HttpRequest) -> list[dict[str, Any]]:
    here = request.resolver_match.app_name if request.resolver_match else ""
    found = []
    for place in PLACES:
        try:
            address = reverse(place.view)
        except NoReverseMatch:
            continue
        found.append(
            {
                "address": address,
                "label": place.label,
                "here": here == place.view.partition(":")[0],
                "may": lambda person, wanted=place.permission: (
                    wanted is None or person.has_perm(wanted)
                ),
            }
        )
    return found
