"""A calendar written as YAML that stands alone, so that it can travel with what it judged."""

import yaml

from caicach.core.calendars.calendar import Calendar
from caicach.core.calendars.calendar_day import CalendarDay


def calendar_text(calendar: Calendar) -> str:
    """Return YAML that `read_calendar` turns into a calendar equal in days, words and settings."""
    settings = calendar.settings
    written: dict[str, object] = {
        "working_weekdays": list(settings.working_weekdays),
        "half_days": dict(settings.half_days),
    }
    if settings.reception_cut_off is not None:
        written["reception_cut_off"] = f"{settings.reception_cut_off:%H:%M}"
    content = {
        "calendar": calendar.name,
        "label": calendar.label.model_dump(exclude_none=True),
        "years": sorted(calendar.years),
        "settings": written,
        "days": [_day(each) for each in calendar.days],
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def _day(each: CalendarDay) -> dict[str, object]:
    return {"date": each.day.isoformat(), **each.model_dump(exclude={"day"}, exclude_none=True)}
