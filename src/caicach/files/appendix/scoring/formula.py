"""Formulas in words and letters, taken apart into a ratio and what it is multiplied by."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from caicach.files.appendix.scoring.amounts import decimal
from caicach.files.appendix.scoring.text import NUMBER

MARKER = re.compile(
    r"(?:(?:được |thì )?(?:tính|chấm"
    r"|xác định) )?(?:điểm )?(?:đánh giá )?(?:được )?(?:tính )?(?:theo )?"
    r"(?:công thức|cách)(?: tính)?(?: điểm)?(?: như)?(?: sau)?(?: là)?\s*[:=]?\s*"
    r"|\bthì (?:điểm )?(?:được )?(?:tính|chấm)(?: điểm)?(?: bằng| theo| là)?\s*[:=]?\s*(?=\()",
    re.IGNORECASE,
)
RESULT = re.compile(
    r"(?:^|[,:]|\bthì\b)?\s*(?:số )?điểm(?: số| đánh giá| đạt(?: được)?| chấm"
    r"| của (?:tiêu chí|cơ quan|đơn vị|xã))*"
    r"(?: được)?(?: tính)?(?: bằng| là)?\s*[=:]?\s*$",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"(?:số |mức )?điểm (?:số )?(?:tối đa|chuẩn)(?: của (?:tiêu chí|nội dung)(?: này)?)?"
    r"|thang điểm",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/20\d\d|\b(?:ngày|trước) \d{1,2}/\d{1,2}\b", re.IGNORECASE
)
SHARE = re.compile(r"(?<![\w/.,])\d/\d (?:tổng )?(?:số |mức )?điểm", re.IGNORECASE)
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
PLAIN = re.compile(rf"(?P<number>{NUMBER})\s*(?P<percent>%)?(?:\s*điểm)?(?:\s*tối đa)?")


@dataclass(frozen=True, slots=True)
class Formula:
    """points = multiplier × numerator ÷ denominator (÷ divisor).

    multiplier: None stands for the item's maximum. denominator: empty for a ready ratio.
    divisor: a number printed below the line; is_percent tells 80% from 80.
    condition: where the formula holds, empty for everywhere. numerator: a percent such as
    `5%` where the figure itself stands below the line.
    """

    condition: str
    numerator: str
    denominator: str
    multiplier: Decimal | None
    has_multiplier: bool
    divisor: Decimal | None
    divisor_is_percent: bool


@dataclass(slots=True)
class _Factors:
    words_above: list[str]
    words_below: list[str]
    numbers_above: list[Decimal]
    numbers_below: list[tuple[Decimal, bool]]
    targets: list[str] = field(default_factory=list)
    whole: int = 0


def read_formula(clause: str) -> Formula | None:
    """Return the formula in a clause, or None where there is none that can be taken apart."""
    if DATE.search(clause) or SHARE.search(clause):
        return None
    condition, expression = _split_condition(clause)
    if not re.search(r" x |/", expression):
        return None
    factors = _Factors([], [], [], [])
    if not _collect(expression, factors, above=True):
        return None
    if factors.targets and not factors.words_above and factors.words_below:
        factors.words_above += factors.targets
        factors.targets.clear()
    if (
        factors.targets
        or len(factors.words_above) != 1
        or len(factors.words_below) > 1
        or factors.whole > 1
    ):
        return None
    return _assemble(condition, factors)


def _assemble(condition: str, factors: _Factors) -> Formula | None:
    divisors = [(n, p) for n, p in factors.numbers_below if n != 100]
    hundred = len(factors.numbers_below) > len(divisors)
    if len(divisors) > 1 or any(n == 0 for n, _ in factors.numbers_below):
        return None
    numbers = [n for n in factors.numbers_above if not (hundred and n == 100)]
    if len(numbers) + factors.whole > 1:
        return None
    divisor = divisors[0] if divisors else ((Decimal(100), False) if hundred else None)
    return Formula(
        condition=condition,
        numerator=factors.words_above[0],
        denominator=factors.words_below[0] if factors.words_below else "",
        multiplier=numbers[0] if numbers else None,
        has_multiplier=bool(numbers or factors.whole),
        divisor=divisor[0] if divisor else None,
        divisor_is_percent=bool(divisor and divisor[1]),
    )


def _split_condition(clause: str) -> tuple[str, str]:
    """Return where the formula holds, and the formula itself."""
    marker = MARKER.search(clause)
    head, expression = "", clause
    if marker is not None:
        head, expression = clause[: marker.start()], clause[marker.end() :]
    equals = _last_outside(expression, "=")
    if equals >= 0:
        head, expression = f"{head} {expression[:equals]}", expression[equals + 1 :]
    colon = _last_outside(expression, ":")
    if colon >= 0 and re.search(r" x |/", expression[colon:]):
        head, expression = f"{head} {expression[:colon]}", expression[colon + 1 :]
    expression = re.sub(r"^\s*lấy\s+", "", expression, flags=re.IGNORECASE)
    head = RESULT.sub("", head.strip(" :,=-"))
    return head.strip(" :,=-"), expression.strip(" .;,:")


def _last_outside(text: str, sign: str, *, spaced: bool = False) -> int:
    """Return the last place of `sign` outside brackets, -1 where there is none."""
    depth, last = 0, -1
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        alone = not spaced or text[index - 1 : index + 2] == f" {sign} "
        if letter == sign and depth == 0 and alone:
            last = index
    return last


def _collect(expression: str, factors: _Factors, *, above: bool) -> bool:
    """Sort the factors of a product; False when it is no product of known things."""
    for factor, on_top in _factors(expression):
        place = above == on_top
        inner = _unwrapped(factor)
        inner = _as_division(inner) if inner != factor else inner
        if not inner:
            return False
        if inner != factor and len(_factors(inner)) > 1 and not _is_difference(inner):
            if not _collect(inner, factors, above=place):
                return False
        elif not _sort(inner, factors, above=place):
            return False
    return True


def _sort(factor: str, factors: _Factors, *, above: bool) -> bool:
    plain = PLAIN.fullmatch(factor)
    if plain is not None:
        value, percent = decimal(plain["number"]), bool(plain["percent"])
        if above and percent and value != 100:
            factors.targets.append(factor)
        elif above and not percent:
            factors.numbers_above.append(value)
        elif not above:
            whole = THOUSANDS.fullmatch(plain["number"]) is not None
            factors.numbers_below.append((value * 1000 if whole else value, percent))
        return True
    if WHOLE.fullmatch(factor):
        factors.whole += 1
        return above
    (factors.words_above if above else factors.words_below).append(factor)
    return True


def _factors(expression: str) -> list[tuple[str, bool]]:
    """Split at × and ÷ outside brackets; the flag says whether a factor stands above."""
    found: list[tuple[str, bool]] = []
    depth, start, above = 0, 0, True
    for index, letter in enumerate(expression):
        depth += (letter == "(") - (letter == ")")
        times = expression[index : index + 3] == " x "
        if depth == 0 and (letter == "/" or times):
            found.append((expression[start:index].strip(" .,"), above))
            above = letter != "/"
            start = index + (3 if times else 1)
    found.append((expression[start:].strip(" .,"), above))
    return found


def _unwrapped(factor: str) -> str:
    """Return a factor without the brackets around all of it."""
    while factor.startswith("(") and factor.endswith(")") and _closes_last(factor):
        factor = factor[1:-1].strip()
    return factor


def _as_division(words: str) -> str:
    """A colon between two things in brackets divides them."""
    divides = words.count(":") == 1 and "/" not in words and not re.search(r"\d\s*:", words)
    return words.replace(":", "/") if divides else words


def _closes_last(text: str) -> bool:
    depth = 0
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return index == len(text) - 1
    return False


def _is_difference(expression: str) -> bool:
    """Say whether things are added or taken away outside brackets."""
    return any(_last_outside(f" {expression} ", sign, spaced=True) >= 0 for sign in "-+")
