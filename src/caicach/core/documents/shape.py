"""What entries of a standard are made of: strict shapes, decimals, labels in two languages."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from caicach.core.issues import Lang


class Shape(BaseModel):
    """An entry of a standard: immutable, and no key it does not know."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True
    )


# An exponent would let eight characters stand for a number of a million digits.
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,60}(?:\.[0-9]{1,60})?")


def _number(raw: Any) -> Decimal:
    """YAML gives text; code gives Decimal or int. Floats are refused: they are not exact."""
    if isinstance(raw, Decimal | int) and not isinstance(raw, bool):
        number = Decimal(raw)
        if number.is_finite():
            return number
    elif isinstance(raw, str) and PLAIN_NUMBER.fullmatch(raw.strip()):
        return Decimal(raw.strip())
    raise PydanticCustomError("not-a-number", "not a number: {value}", {"value": str(raw)})


def _day(raw: Any) -> date:
    """Only `2025-12-31`: a bare number would otherwise be read as seconds since 1970."""
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw) if re.fullmatch(r"\d{4}-\d\d-\d\d", raw) else _no_day(raw)
    except (TypeError, ValueError):
        return _no_day(raw)


def _no_day(raw: Any) -> NoReturn:
    raise PydanticCustomError("not-a-day", "not a day: {value}", {"value": str(raw)})


Day = Annotated[date, BeforeValidator(_day)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Label(Shape):
    """Words in Vietnamese, and in English where they exist."""

    vi: Text
    en: Text | None = None

    def text(self, lang: Lang = "vi") -> str:
        """Return the words in `lang`, or the Vietnamese where there is no English."""
        return (self.en or self.vi) if lang == "en" else self.vi

    def __str__(self) -> str:
        return self.vi


def _label(raw: Any) -> Any:
    return {"vi": raw} if isinstance(raw, str) else raw


Words = Annotated[Label, BeforeValidator(_label)]
