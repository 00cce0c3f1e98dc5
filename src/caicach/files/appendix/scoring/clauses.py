"""A scoring text split into clauses, each of one known sort."""

import re
from dataclasses import dataclass
from decimal import Decimal

from caicach.files.appendix.scoring.amounts import AMOUNT, ANY_AMOUNT, BARE, read_amount
from caicach.files.appendix.scoring.formula import Formula, read_formula
from caicach.files.appendix.scoring.phrases import (
    MEANS,
    NAME,
    Cap,
    Each,
    Hand,
    Heading,
    NotApplicable,
    Where,
    read_cap,
    read_each,
    read_hand,
    read_heading,
    read_not_applicable,
    read_where,
)
from caicach.files.appendix.scoring.text import NUMBER


@dataclass(frozen=True, slots=True)
class Award:
    """A condition and the points it earns. takes: the points are taken off instead."""

    condition: str
    points: Decimal
    takes: bool = False

    @property
    def case(self) -> str:
        """The condition without a title before a colon."""
        return self.condition.rpartition(":")[2].strip() or self.condition


@dataclass(frozen=True, slots=True)
class Proportion:
    """Points in proportion, said in words without a formula."""

    condition: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """How a ratio is computed, without any points: `Tỷ lệ = (b/a) x 100%`."""

    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A clause that names no amount. open: it leaves points to a person's discretion."""

    words: str
    open: bool
    scores: bool


Sort = (
    Award
    | Formula
    | Ratio
    | Proportion
    | Each
    | Cap
    | Where
    | NotApplicable
    | Heading
    | Hand
    | Remark
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause with its place in the text, counted from 0."""

    index: int
    words: str
    sort: Sort


_SIGNS = r"[\s:;,=>→(\"-]+"
_PART_OF_A_WORD = "".join(
    f"(?<!{word} )" for word in ("không", "chưa", "công", "khen", "tiếp", "xác", "ghi", "thu")
)
CONNECTORS = re.compile(
    rf"(?:{_SIGNS}|{_PART_OF_A_WORD}\b(?:thì|được|đạt|chấm|cho|tính|ghi|là|bằng|hưởng|số|mức|điểm"
    r"|đánh giá|trọn|sẽ|nhận|tối đa|cộng|thưởng|thêm))+$",
    re.IGNORECASE,
)
COLON_CONNECTORS = re.compile(
    rf"(?:{_SIGNS}|\b(?:thì|là|được (?:tính|chấm)|(?:số )?điểm(?: đánh giá)?))+$",
    re.IGNORECASE,
)
TAKES = re.compile(r"(?:\bbị )?\b(?:trừ|phạt)(?: đi| điểm)*[\s:,]*$", re.IGNORECASE)
LESS = re.compile(r"\b(?:trừ|phạt|giảm) điểm\b", re.IGNORECASE)
UP_TO = re.compile(
    r"(?<!điểm )(?<!được )(?<!đạt )(?<!chấm )(?<!tính )(?<!cho )\b(?:tối đa|không quá"
    r"|không vượt quá|đến|cao nhất|ít nhất"
    r"|tối thiểu|dưới|trên|từ|hơn)(?: là)?[\s:]*$",
    re.IGNORECASE,
)
AT_END = re.compile(
    rf"(?P<amount>{AMOUNT}|{BARE})[\s.,;)\"]*(?P<aside>\([^()\d]*\))?[\s.,;)\"]*$", re.IGNORECASE
)
AT_START = re.compile(
    rf"(?:được |đạt |chấm |cho |mức |đánh giá |tính )*(?P<amount>{AMOUNT})"
    r"\s*(?::|,|-|=|\bnếu\b|\bkhi\b|\bđối với\b|\bcho\b|\bvới\b|\b(?:trong )?trường hợp\b)\s*"
    r"(?P<condition>\S.*)",
    re.IGNORECASE,
)
DISCRETION = re.compile(
    r"tùy|xem xét|linh hoạt|cân nhắc|thống nhất|quyết định (?:mức |số )?(?:điểm|cho)|tự quyết"
    r"|căn cứ|mức độ|tương xứng|phù hợp|theo (?:hướng dẫn|quy định|thang điểm|đề nghị|bảng)"
    r"|theo kết quả|do (?:hội đồng|tổ|đoàn)|\bdo [^;:.]{2,40} (?:quyết định|chấm)"
    r"|giảm dần|tăng dần|đánh giá của",
    re.IGNORECASE,
)
STRONG_DISCRETION = re.compile(r"\btùy\b|xem xét|linh hoạt|cân nhắc|theo mức độ", re.IGNORECASE)
SCORES = re.compile(
    r"\bđiểm\b|\btrừ\b|\bcộng\b|\bchấm\b|\bthưởng\b|\bphạt\b|tỷ lệ|%", re.IGNORECASE
)
PROPORTION = re.compile(
    r"(?:thì |được )?(?:chấm |tính )?(?:điểm )?(?:được )?(?:tính |chấm )?(?:điểm )?(?:theo"
    r"|tương ứng với)"
    r" tỷ lệ(?: %)?(?: (?:tương ứng|thực tế|thực hiện|đạt được|hoàn thành|điểm tối đa"
    r"|của điểm tối đa))*$",
    re.IGNORECASE,
)
SPREAD = re.compile(
    r"\d+(?:[.,]\d+)?\s*(?:điểm\s*)?(?:đến|-|hoặc)\s*\d+(?:[.,]\d+)?\s*điểm", re.IGNORECASE
)


def read_clauses(pieces: list[str], maximum: Decimal | None) -> list[Clause]:
    """Return the clauses of a text already split into pieces.

    maximum: the item's, for amounts such as `điểm tối đa`; None where it is not known.
    """
    return [Clause(i, piece, _sort(piece, maximum)) for i, piece in enumerate(pieces)]


def _sort(piece: str, maximum: Decimal | None) -> Sort:
    for read in (read_heading, read_where, read_not_applicable, read_hand):
        found = read(piece)
        if found is not None:
            return found
    if STRONG_DISCRETION.search(piece) or SPREAD.search(piece):
        return Remark(piece, open=True, scores=True)
    return _scored_sort(piece, maximum)


def _scored_sort(piece: str, maximum: Decimal | None) -> Sort:
    each = read_each(piece)
    if each is not None:
        return each
    cap = read_cap(piece, maximum)
    if cap is not None:
        return cap
    formula = read_formula(piece)
    if formula is not None and (formula.has_multiplier or formula.divisor is not None):
        return formula
    if formula is not None and formula.denominator and re.match("tỷ lệ|.*100%", piece.lower()):
        return Ratio(formula.numerator, formula.denominator)
    award = read_award(piece, maximum)
    if award is not None:
        return award
    proportion = PROPORTION.search(piece.rstrip(" .;"))
    if proportion is not None and not LESS.search(piece):
        return Proportion(piece[: proportion.start()].strip(" :,-"))
    open_ended = DISCRETION.search(piece) is not None
    return Remark(piece, open=open_ended, scores=SCORES.search(piece) is not None)


def read_award(piece: str, maximum: Decimal | None) -> Award | None:
    """Return the condition and points of a clause; None when it has none, or more than one."""
    found = AT_END.search(piece)
    if found is not None and found.start("amount") > 0:
        award = _award(piece[: found.start("amount")], found, maximum)
        if award is not None:
            return award
    first = AT_START.fullmatch(piece.rstrip(" .;"))
    if first is None or ANY_AMOUNT.search(first["condition"]):
        return None
    points = read_amount(first, maximum)
    return None if points is None else Award(first["condition"].strip(" .;:,"), points)


def _award(head: str, found: re.Match[str], maximum: Decimal | None) -> Award | None:
    points = read_amount(found, maximum)
    if points is None or UP_TO.search(head):
        return None
    takes = TAKES.search(head)
    condition = head[: takes.start()] if takes else head
    condition = _bare_condition(condition)
    if not condition or ANY_AMOUNT.search(condition):
        return None
    parted = found["amount"].startswith("- ") and not head.rstrip().endswith((":", "="))
    return Award(condition, abs(points), takes=takes is not None or (points < 0 and not parted))


def _bare_condition(head: str) -> str:
    """Return the condition without the words that lead to the amount."""
    condition = re.sub(
        r"^(?:nếu|trường hợp|trong trường hợp)\s+(?=\S+ \S)", "", head.strip(), flags=re.IGNORECASE
    )
    connectors = COLON_CONNECTORS if condition.endswith((":", "=")) else CONNECTORS
    while True:
        shorter = connectors.sub("", condition).rstrip()
        if shorter in (condition, ""):
            break
        condition = shorter
    balanced = condition.count("(") - condition.count(")")
    return (
        condition.rstrip("( ") if balanced > 0 and condition.endswith("(") else condition
    ).strip()


BULLET = re.compile(
    r"^(?:[-+*•●○▪◦✓]\s*|\(?(?:\d{1,2}|[a-zđ]|i{1,3}|iv)\)\s+|(?:\d{1,2}|[a-eđ])\.\s+(?=\D)"
    r"|(?:trường hợp|mức) \d\s*[:.)-]\s*)",
    re.IGNORECASE,
)
AFTER_AMOUNT = re.compile(
    rf"((?:{ANY_AMOUNT.pattern})|(?<=: )\d+(?:[.,]\d+)?|(?<=:)\d+(?:[.,]\d+)?)"
    r"\s*(?:,\s+(?:và\s+)?(?=[^\W\d]|\d+[^\d,.]|[<>≥≤(+-])|/\s*(?=[^\W\d_]{2,}\b[^/]*[:=(])"
    r"|\s-\s(?=[^\W\d])|\)\s*,\s*)",
    re.IGNORECASE,
)
ROUNDING = re.compile(
    r"[\s,(]*\b(?:kết quả |điểm )?(?:được )?làm tròn[^;.\n()]*"
    r"(?:chữ số|thập phân|số lẻ)[^;.\n()]*\)?",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\s*\(((?:nếu|trường hợp|tỷ lệ|dưới|trên|từ|tối đa|trừ|không)\b"
    rf"[^()]*?(?:{ANY_AMOUNT.pattern})[^()]*)\)\s*$",
    re.IGNORECASE,
)
BEFORE_WHERE = re.compile(
    rf",?\s+(?=(?:trong đó|với|ở đây)\b[\s:,]*(?:$|{NAME}\s*{MEANS}\s))", re.IGNORECASE
)
AFTER_FORMULA = re.compile(
    rf"( x {NUMBER}(?: điểm)?)\s*,\s+(?=(?:(?:và )?nếu |riêng |trường hợp |tỷ lệ |đạt |đơn vị "
    r"|cơ quan |xã |có )*(?:dưới|trên|từ|thấp hơn|nhỏ hơn|chưa đạt|<|≤|≥|>)\s*\d|không phát sinh)",
    re.IGNORECASE,
)
BEFORE_CAP = re.compile(
    r"(?:\s*[,(]\s*"
    r"|(?<!trừ)\s+(?=nhưng |song |và (?:tối đa|không)|cho đến (?:khi )?hết|đến khi hết))"
    r"(?=(?:nhưng |và |song |tổng "
    r"|điểm )*(?:tối đa|không quá|không vượt|trừ tối đa|trừ không quá"
    r"|tổng điểm|cộng tối đa|cao nhất|điểm tối đa (?:không|là)|trừ (?:cho )?đến|cho đến khi"
    r"|đến khi))",
    re.IGNORECASE,
)
STOP = re.compile(r"(?<=[\w)%\"])\.\s+(?=\S)")
MEANINGS = re.compile(
    rf"\(\s*(?P<inner>(?:trong đó|với)?[\s:,]*{NAME}\s*{MEANS}\s[^()]*)\)", re.IGNORECASE
)
BEFORE_EACH = re.compile(
    rf",\s*(?=(?:và )?(?:bị )?(?:trừ|cộng|thưởng|được) (?:thêm )?{NUMBER} điểm "
    r"(?:cho|đối với|/) ?(?:mỗi|từng|một|01))",
    re.IGNORECASE,
)
TWO_EACHES = re.compile(
    rf"\b(?P<verb>trừ|cộng|thưởng) (?P<one>{NUMBER} điểm ?/[^\d;\n]+?) (?:và|,) "
    rf"(?={NUMBER} điểm ?/)",
    re.IGNORECASE,
)
MEANING = re.compile(rf"{NAME}\s*{MEANS}\s")


def split_pieces(text: str) -> list[str]:
    """Return the clauses of normalised text: split at stops, semicolons, and after amounts."""
    pieces: list[str] = []
    text = TWO_EACHES.sub(r"\g<verb> \g<one>\n\g<verb> ", text)
    plain = MEANINGS.sub(lambda m: f"\n{m['inner']}\n", ROUNDING.sub("", _joined(text)))
    whole = BEFORE_EACH.sub("\n", STOP.sub(_break_or_keep, plain))
    for piece in re.split(r"[;\n]", whole):
        bare = BULLET.sub("", piece.strip()).strip(" .,;")
        bare = ASIDE.sub(lambda m: f"\n{m[1]}", bare)
        marked = AFTER_AMOUNT.sub(lambda m: f"{m[1]}\n", bare)
        marked = AFTER_FORMULA.sub(lambda m: f"{m[1]}\n", marked)
        marked = BEFORE_WHERE.sub("\n", BEFORE_CAP.sub("\n", marked))
        pieces += [part for each in marked.split("\n") for part in _without_heading(each)]
    return pieces


def _without_heading(piece: str) -> list[str]:
    """Return a clause without stray brackets, and what stands before its colon by itself."""
    plain = piece.strip(" .,;")
    if plain.startswith("(") and ")" not in plain:
        plain = plain[1:]
    if plain.endswith(")") and "(" not in plain:
        plain = plain[:-1]
    head, colon, rest = plain.partition(":")
    parts = [head, rest] if colon and rest.strip() and read_heading(head) else [plain]
    return [part.strip() for part in parts if part.strip(" .,;-+")]


def _break_or_keep(stop: re.Match[str]) -> str:
    """A full stop ends a sentence unless a small word follows; meanings of letters are none."""
    after = stop.string[stop.end() :]
    return stop[0] if after[:1].islower() and not MEANING.match(after) else "\n"


def _joined(text: str) -> str:
    """A line broken inside a sentence continues: it begins small, and nothing ended above."""
    lines: list[str] = []
    for line in text.split("\n"):
        above = lines[-1] if lines else ""
        begun = MEANING.match(line) is not None
        broken = (
            not begun
            and line[:1].islower()
            and not BULLET.match(line)
            and above
            and _is_unfinished(above)
        )
        alone = above.endswith(":") and ANY_AMOUNT.fullmatch(line.rstrip(" .;"))
        if broken or alone:
            lines[-1] = f"{above} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _is_unfinished(line: str) -> bool:
    ended = line.endswith((".", ";", ":", "!", "?"))
    return not ended and AT_END.search(line) is None
