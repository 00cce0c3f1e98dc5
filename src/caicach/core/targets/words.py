"""A target said in a few words, as a table prints it."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from caicach.core.documents import Shape, Text, Words
from caicach.core.issues import Lang
from caicach.core.numbers import format_number, format_percent
from caicach.core.periods import show_day
from caicach.core.targets.shape import TargetShape, Unit
from caicach.core.targets.shelf import read_shipped

YEAR_ENDS = ((12, 31), (12, 14))
"""Last days of a year and of a plan year, which a target need not say."""


class BandWords(Shape):
    """How a band is named, and how names begin that say so themselves."""

    named: Words
    starts: tuple[str, ...]


class TargetWords(Shape):
    """What `standards/targets/words.yaml` holds."""

    phrases: Mapping[str, Words]
    bands: BandWords
    units: Mapping[str, Words]
    signs: Mapping[str, Text]


@cache
def target_words() -> TargetWords:
    """Return the words that targets are said with."""
    return read_shipped("words", TargetWords)


def says(shape: TargetShape, lang: Lang = "vi") -> str:
    """Return what the target asks: "≥ 98 %", "hạng ≤ 5", "giảm ≥ 10 % so với 2021"."""
    said = _required(shape, lang)
    if shape.each_year:
        return _phrase("each_year", lang, said=said)
    if shape.form == "done_by" or (shape.due_on.month, shape.due_on.day) in YEAR_ENDS:
        return said
    return _phrase("within_year", lang, said=said, day=show_day(shape.due_on, lang))


def _required(shape: TargetShape, lang: Lang) -> str:
    match shape.form:
        case "done_by":
            return _phrase("done_by", lang, day=show_day(shape.due_on, lang))
        case "band":
            return _band(shape, lang)
        case "rise" | "reduction":
            return _change(shape, lang)
        case "share_of_agencies":
            return _agencies(shape, lang)
        case _:
            return _phrase(shape.form, lang, bound=_bound(shape, lang))


def _band(shape: TargetShape, lang: Lang) -> str:
    band = shape.band or "–"
    words = target_words().bands
    if not band.lower().startswith(words.starts):
        band = words.named.text(lang).format(band=band)
    return _phrase("in_band" if shape.comparator == "in" else "band_or_better", lang, band=band)


def _change(shape: TargetShape, lang: Lang) -> str:
    base = _base(shape, lang)
    if shape.comparator == ">" and shape.threshold == 0:
        unit = target_words().units[shape.unit].text(lang)
        return _phrase(f"{shape.form}_at_all", lang, unit=unit, base=base)
    return _phrase(shape.form, lang, bound=_bound(shape, lang), base=base)


def _base(shape: TargetShape, lang: Lang) -> str:
    if shape.base_year is None:
        return _phrase("no_base", lang)
    if shape.base_from is None:
        return str(shape.base_year)
    return _phrase("years", lang, first=str(shape.base_from), last=str(shape.base_year))


def _agencies(shape: TargetShape, lang: Lang) -> str:
    name = "share_of_agencies" if shape.unit == "percent" else "count_of_agencies"
    if shape.agencies_at_least is None:
        each = _band(shape, lang)
    else:
        sign = target_words().signs[">="]
        each = f"{sign} {_amount(shape.agencies_at_least, shape.agencies_unit, lang)}"
    return _phrase(name, lang, bound=_bound(shape, lang), each=each)


def _bound(shape: TargetShape, lang: Lang) -> str:
    if shape.threshold is None:
        return _phrase("no_threshold", lang)
    amount = _amount(shape.threshold, shape.unit, lang)
    if shape.comparator == "in" and shape.upper is not None:
        low = format_number(shape.threshold, lang=lang)
        return _phrase("between", lang, low=low, high=_amount(shape.upper, shape.unit, lang))
    return f"{target_words().signs.get(shape.comparator, '=')} {amount}"


def _amount(value: Decimal, unit: Unit, lang: Lang) -> str:
    if unit == "percent":
        return format_percent(value, lang=lang)
    number = format_number(value, lang=lang)
    if unit in ("points", "places"):
        return f"{number} {target_words().units[unit].text(lang)}"
    return number


def _phrase(name: str, lang: Lang, **values: str) -> str:
    return target_words().phrases[name].text(lang).format(**values)
