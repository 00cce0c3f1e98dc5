"""Days as letters write them: 05/01/2026 and 14/3/2026."""

from datetime import date

from caicach.core.issues import Lang

MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def show_day(day: date, lang: Lang = "vi") -> str:
    """Return "14/3/2026" or "14 March 2026".

    Vietnamese letters put a zero before days under 10 and before January and February only,
    so that a 1 or 2 cannot be completed to another month by hand.
    """
    if lang == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"
