"""How often calendar addresses may be asked: guessing ends soon, and so does asking too often."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from caicach.web.accounts.models import Person

MOST_WRONG = 20
MOST_READ = 60
WINDOW_SECONDS = 3600


class Throttle:
    """Counts of one hour, by where a request comes from and by whose calendar it reads."""

    def __init__(self, request: HttpRequest, now: datetime) -> None:
        self.hour = f"{now:%Y%m%d%H}"
        self.place = get_adapter().get_client_ip(request)

    @property
    def is_shut(self) -> bool:
        """Say whether too many wrong tokens came from there."""
        return int(cache.get(self._wrong, 0)) >= MOST_WRONG

    def count_wrong(self) -> None:
        """Count a wrong token."""
        _count(self._wrong)

    def allows(self, person: Person) -> bool:
        """Count a reading of that calendar; say whether it is not one too many."""
        return _count(f"feed-read:{person.pk}:{self.hour}") <= MOST_READ

    @property
    def _wrong(self) -> str:
        return f"feed-wrong:{self.place}:{self.hour}"


def _count(key: str) -> int:
    cache.add(key, 0, WINDOW_SECONDS)
    return int(cache.incr(key))
