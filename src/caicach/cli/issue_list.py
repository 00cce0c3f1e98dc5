"""Issues as lines for a person: faults first, many of one kind counted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from caicach.core.issues import Issue, Lang, Severity

SHOWN_OF_A_KIND = 50

_ORDER: tuple[Severity, ...] = ("fault", "warning", "note")
_HEADS: dict[Lang, dict[Severity, str]] = {
    "vi": {"fault": "Lỗi", "warning": "Cảnh báo", "note": "Ghi chú"},
    "en": {"fault": "Faults", "warning": "Warnings", "note": "Notes"},
}


def issue_lines(issues: Sequence[Issue], lang: Lang) -> Iterator[str]:
    """Yield a heading for each severity and a line for each issue, the same issue once."""
    for severity in _ORDER:
        mine = list(dict.fromkeys(each for each in issues if each.severity == severity))
        if mine:
            yield f"{_HEADS[lang][severity]} ({len(mine)}):"
            yield from _lines_of(mine, lang)


def _lines_of(issues: Sequence[Issue], lang: Lang) -> Iterator[str]:
    """The first of each kind stand in the order of their places; what is left is counted."""
    counts: Counter[str] = Counter()
    for each in issues:
        counts[each.code] += 1
        if counts[each.code] <= SHOWN_OF_A_KIND:
            yield f"  {each.text(lang)}"
    for code, count in counts.items():
        more = count - SHOWN_OF_A_KIND
        if more > 0 and lang == "vi":
            yield f"  … và {more} trường hợp nữa [{code}]; xem đủ bằng --format json."
        elif more > 0:
            yield f"  … and {more} more [{code}]; --format json shows them all."
