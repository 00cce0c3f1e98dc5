"""The five things that must be clear about every task."""

from enum import StrEnum
from typing import Protocol

from caicach.core.documents import Label


class Clear(StrEnum):
    """What "năm rõ" asks: who does what by when, with which result, and who answers for it."""

    PERSON = "person"
    WORK = "work"
    TIME = "time"
    RESULT = "result"
    RESPONSIBILITY = "responsibility"

    @property
    def label(self) -> Label:
        """Return the words shown for it."""
        return LABELS[self]


LABELS = {
    Clear.PERSON: Label(vi="rõ người", en="who does it"),
    Clear.WORK: Label(vi="rõ việc", en="what is done"),
    Clear.TIME: Label(vi="rõ thời gian", en="by when"),
    Clear.RESULT: Label(vi="rõ kết quả", en="with which result"),
    Clear.RESPONSIBILITY: Label(vi="rõ trách nhiệm", en="who answers for it"),
}


class Clearable(Protocol):
    """A task as far as the five clears are concerned; an empty value is not clear."""

    @property
    def person(self) -> object: ...
    @property
    def work(self) -> object: ...
    @property
    def time(self) -> object: ...
    @property
    def result(self) -> object: ...
    @property
    def responsibility(self) -> object: ...


def unclear(task: Clearable) -> tuple[Clear, ...]:
    """Return what is not clear about the task, in the order people list it."""
    return tuple(each for each in Clear if not getattr(task, each.value))
