"""What must happen for a target to be reached, in one short line."""

from decimal import Decimal

from caicach.core.issues import Lang
from caicach.core.numbers import RoundingMode, format_number, format_percent
from caicach.core.targets.forecast import Forecast
from caicach.core.targets.shape import TargetShape
from caicach.core.targets.state_rules import state_rules

PLACES = 1
HUNDRED = 100


def must_happen(shape: TargetShape, forecast: Forecast, what: str, lang: Lang = "vi") -> str:
    """Return "Từ 83,3 % trong 110.000 hồ sơ còn lại" or the like.

    what: what is counted, in `lang`: "hồ sơ", "dossiers". Shares are rounded to the safe side.
    """
    if forecast.verdict == "sure":
        return _say("sure", lang)
    if forecast.verdict == "impossible" or _is_beyond(shape, forecast):
        return _lost(shape, forecast, what, lang)
    if forecast.needed is None or forecast.chance >= state_rules().by_chance[0].at_least:
        return _say("keep", lang)
    if forecast.method == "gamma_poisson":
        return _counted(shape, forecast, what, lang)
    mode: RoundingMode = "down" if shape.is_falling else "up"
    share = format_percent(forecast.needed, lang=lang, places=PLACES, min_places=0, mode=mode)
    cases = format_number(forecast.remaining, lang=lang)
    name = "at_most_share" if shape.is_falling else "at_least_share"
    return _say(name, lang, share=share, cases=cases, what=what)


def _is_beyond(shape: TargetShape, forecast: Forecast) -> bool:
    """Only more cases than expected could still turn it."""
    if forecast.method == "gamma_poisson":
        return False
    if shape.is_falling:
        return forecast.needed is None
    return forecast.needed is not None and forecast.needed > HUNDRED


def _lost(shape: TargetShape, forecast: Forecast, what: str, lang: Lang) -> str:
    if forecast.remaining == 0 or shape.comparator == "in":
        return _say("out_of_reach", lang)
    if shape.is_falling:
        return _say("worst_exceeds", lang, what=what, value=_value(shape, forecast.worst, lang))
    if forecast.best is None:
        return _say("out_of_reach", lang)
    return _say("best_falls_short", lang, what=what, value=_value(shape, forecast.best, lang))


def _value(shape: TargetShape, value: Decimal, lang: Lang) -> str:
    """Rounded away from the target, so that it never reads as if it were reached."""
    mode: RoundingMode = "up" if shape.is_falling else "down"
    if shape.unit == "percent":
        return format_percent(value, lang=lang, places=PLACES, min_places=0, mode=mode)
    return format_number(value, lang=lang, places=0, mode=mode)


def _counted(shape: TargetShape, forecast: Forecast, what: str, lang: Lang) -> str:
    more = format_number(forecast.needed or 0, lang=lang)
    months = format_number(forecast.remaining, lang=lang)
    name = "no_more_than" if shape.is_falling else "more"
    return _say(name, lang, more=more, what=what, months=months)


def _say(name: str, lang: Lang, **values: str) -> str:
    return state_rules().outlook[name].text(lang).format(**values)
