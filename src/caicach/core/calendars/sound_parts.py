"""What can be read of a calendar file with faults, so that all are told in one round."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from caicach.core.calendars.calendar_day import CalendarDay, CalendarFile, WrittenSettings
from caicach.core.documents import Document, Loc

NAMED: Mapping[str, Any] = {"calendar": "?", "label": "?"}


class SoundParts(NamedTuple):
    """written: the file without what is faulty in shape. where: finds its days in the file."""

    written: CalendarFile
    where: Callable[[Loc], str]

    @classmethod
    def of(cls, document: Document) -> "SoundParts":
        """Return the parts of a document that are as they should be."""
        content = document.content if isinstance(document.content, dict) else {}
        days, settings = content.get("days"), content.get("settings")
        listed = days if isinstance(days, list) else []
        numbers = [n for n, each in enumerate(listed) if _fits(CalendarDay, each)]
        kept = {
            **{
                key: each
                for key, each in content.items()
                if _fits(CalendarFile, {**NAMED, key: each})
            },
            "settings": _sound_settings(settings if isinstance(settings, dict) else {}),
            "days": [listed[number] for number in numbers],
        }

        def where(loc: Loc) -> str:
            is_day = len(loc) > 1 and loc[0] == "days" and isinstance(loc[1], int)
            return document.where((loc[0], numbers[int(loc[1])], *loc[2:]) if is_day else loc)

        content = {**NAMED, **kept}
        return cls(CalendarFile.model_validate(content, by_alias=True, by_name=False), where)


def _sound_settings(written: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in written.items() if _fits(WrittenSettings, {key: each})}


def _fits(shape: type[BaseModel], content: object) -> bool:
    try:
        shape.model_validate(content, by_alias=True, by_name=False)
    except ValidationError:
        return False
    return True
