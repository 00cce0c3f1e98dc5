"""Two secretaries who write a decision at the same moment: one is written, the other is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from little_province import IS_SQLITE, Cast
from sample_council import (
    SYSTEM,
    a_question,
    a_sitting,
    council_round,
    disputed,
    more_members,
    proposed,
    voted,
)
from sample_round import NOW

from caicach.web.council.actions.deciding import Seen, decide
from caicach.web.council.models import Question
from caicach.web.council.refusals import DecidedMeanwhileError
from caicach.web.rounds.models import Entry, EntryChange

VOTERS = ("council_secretary", "council_member", "member_two")


@pytest.fixture
def question(cast: Cast) -> Question:
    more_members(cast)
    made = council_round(cast)
    disputed(made)
    found = proposed(a_question(made, a_sitting(made, *(cast[each] for each in VOTERS))))
    voted(found, cast, **dict.fromkeys(VOTERS, "for"))
    return found


@pytest.mark.skipif(IS_SQLITE, reason="a database in memory has one writer, which does not wait")
@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_is_written(question: Question) -> None:
    told: list[str] = []
    ready = Barrier(2)

    def write(words: str) -> None:
        ready.wait()
        try:
            seen = Seen(question.version, 0)
            decide(SYSTEM, question=question, decision=words, seen=seen, now=NOW)
        except DecidedMeanwhileError as error:
            told.append(str(error))
        finally:
            connection.close()

    people = [Thread(target=write, args=(words,)) for words in ("Giữ 3 điểm", "Giữ ba điểm")]
    for each in people:
        each.start()
    for each in people:
        each.join()
    question.refresh_from_db()
    assert len(told) == 1
    assert question.decision in told[0]
    assert Entry.objects.get(stage="final").reason == question.decision
    assert EntryChange.objects.filter(stage="final").count() == 1
