"""Numbers as people read them, in Vietnamese and English."""

from decimal import Decimal

from caicach.core.issues import Lang
from caicach.core.numbers.rounding import RoundingMode, plain, require_finite, round_to

MINUS = "\u2212"
GAP_BEFORE_PERCENT = "\u00a0"
_NO_DATA: dict[Lang, str] = {"vi": "Chưa có số liệu", "en": "No data"}


def format_number(
    value: Decimal | int,
    *,
    lang: Lang = "vi",
    places: int | None = None,
    min_places: int | None = None,
    mode: RoundingMode = "half_up",
    signed: bool = False,
) -> str:
    """Return "1.234,5" or "1,234.5"; what rounds to zero bears no sign.

    places: at most so many decimals; None keeps all that differ from zero.
    min_places: at least so many; None means `places`, so 3 at two places is "3,00".
    signed: a number above zero bears "+", as changes do.
    Raises TypeError for a float, which is not exact, and for None: see `format_or_no_data`.
    """
    exact = _exact(value)
    rounded = exact if places is None else round_to(exact, places, mode)
    least = min_places if min_places is not None else places or 0
    whole, _, part = plain(rounded.copy_abs()).partition(".")
    text = _join(whole, part.ljust(least, "0"), lang)
    return _sign(rounded, signed=signed) + text


def format_percent(
    value: Decimal | int,
    *,
    lang: Lang = "vi",
    places: int | None = None,
    min_places: int | None = None,
    mode: RoundingMode = "half_up",
    signed: bool = False,
) -> str:
    """Return "96,27 %" (the space does not break) or "96.27%"; `value` is in percent."""
    number = format_number(
        value, lang=lang, places=places, min_places=min_places, mode=mode, signed=signed
    )
    return f"{number}{GAP_BEFORE_PERCENT}%" if lang == "vi" else f"{number}%"


def format_or_no_data(
    value: Decimal | int | None, *, lang: Lang = "vi", places: int | None = None
) -> str:
    """Return the number, or the words for a missing one; never a zero in its place."""
    return no_data(lang) if value is None else format_number(value, lang=lang, places=places)


def no_data(lang: Lang = "vi") -> str:
    """Return the words shown where a figure is missing."""
    return _NO_DATA[lang]


def _exact(value: Decimal | int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"only exact numbers are shown, not {type(value).__name__}")
    exact = Decimal(value)
    require_finite(exact)
    return exact


def _join(whole: str, part: str, lang: Lang) -> str:
    group, point = (".", ",") if lang == "vi" else (",", ".")
    grouped = f"{Decimal(whole):,}".replace(",", group)
    return f"{grouped}{point}{part}" if part else grouped


def _sign(value: Decimal, *, signed: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""
