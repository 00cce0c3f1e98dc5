"""The day a page is about: today in Hà Nội, or the day chosen with `?on=`."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

FORMS = ("%Y-%m-%d", "%d/%m/%Y")


def today() -> date:
    """Return today's date in Hà Nội."""
    return timezone.localdate()


def as_of(request: HttpRequest) -> date:
    """Return the day chosen in the address; today where none or no real day is given."""
    text = request.GET.get("on", "").strip()
    return read_day(text) or today()


def read_day(text: str) -> date | None:
    """Return the day written as 2026-07-01 or 01/07/2026, None for anything else."""
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None
