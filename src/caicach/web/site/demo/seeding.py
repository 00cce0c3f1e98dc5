"""The whole of the demonstration, step by step."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from caicach.web.accounts.models import Person
from caicach.web.look.day import today
from caicach.web.plans.models import Plan
from caicach.web.site.demo.cast import Cast, read_cast
from caicach.web.site.demo.figures import tell_figures
from caicach.web.site.demo.news import forget_earlier, tell
from caicach.web.site.demo.people import add_administrator, add_people, administrator
from caicach.web.site.demo.programme import Programme
from caicach.web.site.demo.register import begin_register, import_register, read_register
from caicach.web.site.demo.rounds.programme import Rounds
from caicach.web.site.demo.standings import measure_all, override_some
from caicach.web.site.demo.turns import AHEAD, RECENT, play_turns

LATELY = timedelta(days=RECENT)


class NoDemonstrationError(Exception):
    """This installation is not meant to be a demonstration: CAICACH_DEMO is not set."""


def seed(province: Path, since: date = date.min) -> Iterator[str]:
    """Fill an empty workspace from the generated `province`, yielding each step's name first.

    since: the first day on which something falls due. A workspace with people in it is left as
    it is. Raises NoDemonstrationError.
    """
    if not settings.DEMO:
        raise NoDemonstrationError
    if Person.objects.exists():
        return
    yield "people"
    code = _open(province)
    cast, now = read_cast(), today()
    yield "plans"
    plan = _plan(Programme(cast, code))
    yield "history"
    _happen(cast, code, (since, now - LATELY - ONE_DAY), now)
    forget_earlier()
    yield "measuring"
    measure_all(now)
    yield "weeks"
    _happen(cast, code, (now - LATELY, now + timedelta(days=AHEAD)), now)
    override_some(cast.standing_body(code), plan)
    measure_all(now)
    rounds = Rounds(cast, code)
    for step, play in rounds.steps():
        yield step
        with transaction.atomic():
            play()
    yield "notices"
    tell(timezone.now())


ONE_DAY = timedelta(days=1)


@transaction.atomic
def _open(province: Path) -> str:
    """Make the register and the people; return the province's code."""
    tree = read_register(province)
    code = begin_register(tree)
    import_register(add_administrator(code), tree, province)
    add_people(administrator(), code)
    return code


@transaction.atomic
def _plan(programme: Programme) -> Plan:
    plan = programme.make()
    programme.hand_down(plan)
    return plan


@transaction.atomic
def _happen(cast: Cast, province: str, days: tuple[date, date], now: date) -> None:
    """Let tasks and figures of these days take their course."""
    play_turns(cast, province, days, now)
    tell_figures(cast, province, days, now)
