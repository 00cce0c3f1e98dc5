"""What pages of sign-in ask: whether a factor is missing, what browser a session is of."""

from django import template
from django.utils.translation import gettext as _

from caicach.web.accounts.models import Person
from caicach.web.accounts.sign_in.second_factor import lacks_second_factor

register = template.Library()
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@register.simple_tag
def must_add_factor(person: object) -> bool:
    """Say whether this person must set up a second factor first."""
    return isinstance(person, Person) and lacks_second_factor(person)


@register.filter
def browser(agent: str) -> str:
    """Return browser and system in two words; a marker that comes first tells the others apart."""
    found = [next((name for mark, name in known if mark in agent), "") for known in TABLES]
    return ", ".join(each for each in found if each) or _("Thiết bị không rõ")


TABLES = (BROWSERS, SYSTEMS)
