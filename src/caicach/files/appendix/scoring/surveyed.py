"""Recognisers of surveys and of indices measured elsewhere."""

import re
from decimal import Decimal

from caicach.files.appendix.imported import Rule
from caicach.files.appendix.scoring.amounts import decimal
from caicach.files.appendix.scoring.clauses import Remark
from caicach.files.appendix.scoring.formula import Formula
from caicach.files.appendix.scoring.phrases import Cap
from caicach.files.appendix.scoring.ranges import read_range
from caicach.files.appendix.scoring.text import NUMBER
from caicach.files.appendix.scoring.told import Proposal, Told, number

SURVEY = re.compile(
    r"điều tra xã hội học|đtxhh|điều tra xhh|khảo sát|phiếu (?:điều tra|hỏi|đánh giá)|xã hội học",
    re.IGNORECASE,
)
MEAN = re.compile(
    r"(?:điểm|mức|giá trị)(?: \S+){0,3} (?:trung bình|bình quân)|trung bình|đtb|bình quân"
    r"|điểm (?:điều tra|khảo sát)",
    re.IGNORECASE,
)
SCALE = re.compile(
    r"thang (?:điểm )?(?:từ )?(?:(?P<low>\d+) (?:đến|-) )?(?P<high>\d{1,3}(?:\.\d{3})+|\d+)"
    r"(?: mức| điểm)?"
    r"|(?:phiếu|khảo sát|điều tra|mức độ|đánh giá)\b[^\d;.]{0,30}? (?P<levels>[3-9]|10) mức",
    re.IGNORECASE,
)
MEAN_LESS = re.compile(rf"(?P<mean>.*?)\s*-\s*(?P<low>{NUMBER})", re.IGNORECASE)
SPAN = re.compile(rf"(?P<high>{NUMBER})\s*-\s*(?P<low>{NUMBER})")
INDICES = (
    ("SIPAS", re.compile(r"sipas|chỉ số hài lòng|mức độ hài lòng", re.IGNORECASE)),
    ("PAR INDEX", re.compile(r"par[ -]?index|chỉ số cải cách hành chính", re.IGNORECASE)),
    ("DDCI", re.compile(r"\bddci\b", re.IGNORECASE)),
    ("PCI", re.compile(r"\bpci\b|năng lực cạnh tranh", re.IGNORECASE)),
    ("PAPI", re.compile(r"\bpapi\b", re.IGNORECASE)),
    ("DTI", re.compile(r"\bdti\b|chỉ số chuyển đổi số", re.IGNORECASE)),
    ("ICT Index", re.compile(r"\bict\b", re.IGNORECASE)),
)
GENERIC = re.compile(
    r"^(?:số điểm |điểm |kết quả |giá trị |đạt được |của )*(?P<index>(?:bộ )?chỉ số (?!\(|x\b"
    r"|\d)[^(/]+)",
    re.IGNORECASE,
)
RESULT = re.compile(
    r"(?:kết quả|điểm(?: số)?|giá trị|chỉ số|mức)(?: (?:chỉ số|đạt được|đạt|công bố|đánh giá"
    r"|được công bố|của (?:đơn vị|cơ quan|sở|xã|phường|địa phương)))*",
    re.IGNORECASE,
)
PERCENT_SCALE = Decimal(100)


def is_survey(text: str) -> bool:
    """Say whether words speak of a sociological survey."""
    return SURVEY.search(text) is not None


def names_survey(text: str) -> bool:
    """Say whether a name speaks of a sociological survey outright, not of surveying."""
    return re.search(r"xã hội học|đtxhh|\bxhh\b", text, re.IGNORECASE) is not None


def is_satisfaction_index(rule: Rule | None) -> bool:
    """Say whether a rule imports the satisfaction index, which is a survey too."""
    return rule is not None and rule.get("kind") == "imported_index" and rule["index"] == "SIPAS"


def propose_survey_mean(
    told: Told, index: int, formula: Formula, multiplier: Decimal
) -> Proposal | None:
    """(mean − low) ÷ (high − low) × multiplier, of a survey on a scale."""
    context = f"{formula.condition} {formula.numerator} {told.name} {told.whole}"
    if not MEAN.search(formula.numerator) or not (SURVEY.search(context) or SCALE.search(context)):
        return None
    less = MEAN_LESS.fullmatch(formula.numerator)
    low = decimal(less["low"]) if less is not None else Decimal(0)
    high = _scale_top(formula, low)
    if high is None or high <= low:
        return None
    stated = SCALE.search(context)
    if stated is not None and _top_of(stated) != high:
        return None
    used = frozenset(i for i, remark in told.of(Remark) if _tells_scale(remark))
    scale = {"scale_low": number(low), "scale_high": number(high)}
    return Proposal({"kind": "survey", **scale, "multiplier": number(multiplier)}, used)


def _top_of(scale: re.Match[str]) -> Decimal:
    return Decimal((scale["high"] or scale["levels"]).replace(".", ""))


def _tells_scale(remark: Remark) -> bool:
    """A remark that only names the survey and its scale is explained by both."""
    return not remark.open and SCALE.search(remark.words) is not None


def _scale_top(formula: Formula, low: Decimal) -> Decimal | None:
    span = SPAN.fullmatch(formula.denominator)
    if span is not None:
        return decimal(span["high"]) if decimal(span["low"]) == low else None
    return None if formula.divisor is None else formula.divisor + low


def propose_index(told: Told, index: int, formula: Formula) -> Proposal | None:
    """An index measured elsewhere, times points over its scale; `chia 10` of a percent too."""
    name = _index_name(formula.numerator)
    if not name and RESULT.fullmatch(formula.numerator):
        name = _index_name(told.name)
    if not name or formula.denominator or read_range(SCALE.sub("", formula.condition)):
        return None
    scales = (i for i, remark in told.of(Remark) if _tells_scale(remark))
    used = frozenset({index, *(i for i, _ in told.of(Cap)), *scales})
    if formula.has_multiplier:
        multiplier = told.maximum if formula.multiplier is None else formula.multiplier
        named = SCALE.search(formula.numerator)
        whole = PERCENT_SCALE if named is None else _top_of(named)
        scale = whole if formula.divisor is None else formula.divisor
        if multiplier is not None and multiplier * scale == told.maximum:
            multiplier = told.maximum
    else:
        multiplier, scale = told.maximum, PERCENT_SCALE
        if formula.divisor is None or multiplier is None or multiplier * formula.divisor != scale:
            return None
    if multiplier is None:
        return None
    rule = {"kind": "imported_index", "index": name, "scale": number(scale)}
    return Proposal({**rule, "multiplier": number(multiplier)}, used)


def _index_name(words: str) -> str:
    for name, pattern in INDICES:
        if pattern.search(words):
            return name
    found = GENERIC.match(words)
    return found["index"].strip() if found is not None else ""


def propose_survey(told: Told) -> Proposal | None:
    """`Điểm điều tra xã hội học` alone: the points come as they are."""
    whole = told.whole.strip(" .")
    plain = re.fullmatch(
        r"(?:lấy |tính |chấm |căn cứ |dựa |được |đánh giá |cho |điểm )*"
        r"(?:theo |qua |bằng |vào |từ |trên cơ sở |trên )*(?:số )?(?:điểm |kết quả |phiếu )*"
        r"(?:đánh giá )?(?:của |qua |từ |theo )*"
        r"(?:điều tra xã hội học|điều tra xhh|đtxhh|khảo sát"
        r"|xã hội học)(?: xã hội học)?(?: (?:của|do|năm|hằng năm|theo)[^\d:;]*(?:20\d\d)?)?"
        r"|(?:điểm|kết quả) (?:điều tra|khảo sát)[^\d:;.,]*",
        whole,
        re.IGNORECASE,
    )
    if plain is None:
        return None
    return Proposal({"kind": "survey"}, frozenset(c.index for c in told.clauses))
