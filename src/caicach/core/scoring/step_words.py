"""The part of a rule that decided, from its key in a trace to a sentence."""

from decimal import Decimal

from caicach.core.issues import Lang
from caicach.core.numbers import format_number
from caicach.core.rules import Rule
from caicach.core.rules.levels import Level
from caicach.core.rules.steps import Step


def step_words(step: str, rule: Rule | None, maximum: Decimal, lang: Lang = "vi") -> str:
    """Return what `step` means in the words of `rule`; an unknown key is shown as it is."""
    key, _, detail = step.partition(":")
    if key in ("level", "step"):
        entry = _entry(rule, "levels" if key == "level" else "steps", detail)
        if isinstance(entry, Level):
            points = format_number(entry.amount(maximum), lang=lang)
            return f"{WORDS[lang]['level']} “{entry.label.text(lang)}”: {points}"
        if isinstance(entry, Step):
            unit = "%" if getattr(rule, "of", "") == "percent" else ""
            points = format_number(entry.amount(maximum), lang=lang)
            return f"{WORDS[lang]['step']} “{entry.span_words(lang, unit)}”: {points}"
    words = WORDS[lang].get(step) or WORDS[lang].get(key)
    return step if words is None else words.format(detail=MODIFIERS[lang].get(detail, detail))


def _entry(rule: Rule | None, name: str, index: str) -> object:
    entries = getattr(rule, name, ())
    return entries[int(index)] if index.isdigit() and int(index) < len(entries) else None


MODIFIERS: dict[Lang, dict[str, str]] = {
    "vi": {"full": "trọn điểm", "zero": "0 điểm", "not_applicable": "không áp dụng"},
    "en": {"full": "full points", "zero": "0 points", "not_applicable": "not applicable"},
}

WORDS: dict[Lang, dict[str, str]] = {
    "vi": {
        "level": "đạt mức",
        "step": "rơi vào bậc",
        "full": "đạt mốc tối đa, được trọn điểm",
        "zero": "chưa tới mốc bắt đầu có điểm, được 0 điểm",
        "formula": "tính theo công thức",
        "capped": "vượt mức trần, lấy điểm trần",
        "floor": "đã trừ hết, lấy mức sàn",
        "below_floor": "chưa tới ngưỡng, lấy điểm dưới ngưỡng",
        "below_steps": "thấp hơn mọi bậc, được 0 điểm",
        "given": "điểm được ghi trực tiếp, nằm trong giới hạn của quy tắc",
        "yes": "có (đạt điều kiện)",
        "no": "không (chưa đạt điều kiện)",
        "clean": "không có trường hợp nào",
        "any": "có ít nhất một trường hợp",
        "best": "tốt nhất trong nhóm so sánh, được trọn điểm",
        "case": "lấy trường hợp có điểm cao nhất: {detail}",
        "sum": "cộng các phần",
        "sum_without": "cộng các phần; không tính phần không áp dụng: {detail}",
        "rank": "theo khoảng thứ hạng",
        "beyond_ranks": "ngoài các khoảng thứ hạng có điểm, được 0 điểm",
        "better": "tốt hơn năm trước",
        "same": "bằng năm trước",
        "worse": "kém hơn năm trước",
        "blank": "dòng để trống; quy tắc xử lý theo “{detail}”",
        "empty_denominator": "mẫu số bằng 0; quy tắc xử lý theo “{detail}”",
        "empty_denominator:unsettled": "mẫu số bằng 0 mà bộ tiêu chí không nói được mấy điểm",
        "not_reported": "chưa có số liệu; không phải 0 điểm",
        "not_applicable": "không áp dụng; điểm tối đa được trừ khỏi mẫu",
        "in_group": "điểm được ghi cho cả nhóm {detail}",
        "parts_missing": "còn thiếu phần: {detail}",
        "previous_missing": "chưa có số năm trước",
    },
    "en": {
        "level": "stands on the level",
        "step": "falls into the step",
        "full": "reaches the full mark",
        "zero": "short of the mark where points begin: 0",
        "formula": "by the formula",
        "capped": "above the cap; the cap counts",
        "floor": "all taken off; the floor counts",
        "below_floor": "below the threshold",
        "below_steps": "below every step: 0",
        "given": "points given directly, within the rule's bounds",
        "yes": "yes (the condition holds)",
        "no": "no (the condition does not hold)",
        "clean": "no case",
        "any": "at least one case",
        "best": "the best among those compared: full points",
        "case": "the case with the most points counts: {detail}",
        "sum": "sum of the parts",
        "sum_without": "sum of the parts; left out, as it does not apply: {detail}",
        "rank": "by range of ranks",
        "beyond_ranks": "beyond the ranks that earn points: 0",
        "better": "better than last year",
        "same": "the same as last year",
        "worse": "worse than last year",
        "blank": "handed in blank; the rule says “{detail}”",
        "empty_denominator": "the denominator is 0; the rule says “{detail}”",
        "empty_denominator:unsettled": "the denominator is 0 and the edition does not say",
        "not_reported": "no data; this is not zero points",
        "not_applicable": "does not apply; its maximum leaves the base",
        "in_group": "points were given for the group {detail} as a whole",
        "parts_missing": "parts are missing: {detail}",
        "previous_missing": "last year's figure is missing",
    },
}
