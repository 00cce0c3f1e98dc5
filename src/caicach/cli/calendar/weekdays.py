"""Names of weekdays and kinds of days as people read them."""

from datetime import date

from caicach.cli.session import Session
from caicach.core.calendars import WEEKDAYS, CalendarDay
from caicach.core.issues import Lang

NAMES: dict[Lang, tuple[str, ...]] = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": tuple(each.capitalize() for each in WEEKDAYS),
}

KINDS = {"off": ("nghỉ", "off"), "work": ("làm việc", "works"), "half": ("làm nửa ngày", "half")}
HALVES = {"morning": ("buổi sáng", "morning"), "afternoon": ("buổi chiều", "afternoon")}
STATUSES = {
    "decided": ("đã có quyết định", "decided"),
    "reported": ("theo nguồn khác", "reported"),
    "recollection": ("theo trí nhớ", "recollection"),
    "to-confirm": ("chờ xác nhận, chưa áp dụng", "to confirm, not in force"),
}


def weekday_name(day: date, lang: Lang) -> str:
    """Return "thứ Hai" or "Monday"."""
    return NAMES[lang][day.weekday()]


def day_words(day: date, lang: Lang) -> str:
    """Return "thứ Sáu 06/03/2026" or "Friday 2026-03-06"."""
    return f"{weekday_name(day, lang)} {day:{'%d/%m/%Y' if lang == 'vi' else '%Y-%m-%d'}}"


def kind_words(each: CalendarDay, session: Session) -> str:
    """Return how the day is worked, with the half where it is one."""
    words = session.say(*KINDS[each.kind])
    return f"{words} ({session.say(*HALVES[each.half])})" if each.half else words
