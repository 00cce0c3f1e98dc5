"""The draft of the minutes: who was there, what was asked, how it was voted on and decided."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import translation

from caicach.web.council.members import members_of, secretaries_on
from caicach.web.council.models import Question, Sitting
from caicach.web.council.queries.agenda import LIVE
from caicach.web.look.day import today
from caicach.web.register.queries import tree_on
from caicach.web.rounds.models import STAGES, Entry
from caicach.web.rounds.showing import figures_words, points_words, unit_of


def questions_of(sitting: Sitting) -> list[Question]:
    """Return the questions of a sitting, in the order of the set."""
    rows = sitting.questions.filter(state__in=LIVE).select_related("card__agency", "item")
    return list(rows.select_related("decided_by").order_by("item__position", "card__agency__code"))


def draft_minutes(sitting: Sitting) -> str:
    """Return the text in Vietnamese, whatever the page speaks: it is a document of the office."""
    with translation.override("vi"):
        return _draft(sitting)


def _draft(sitting: Sitting) -> str:
    questions = questions_of(sitting)
    tree, code = tree_on(today()), sitting.round.agency.code
    seats = members_of(sitting)
    keys = {each.pk for each in seats}
    context = {
        "sitting": sitting,
        "round": sitting.round,
        "agency": tree.agency(code).name.vi if code in tree else "",
        "members": seats,
        "present": [each for each in sitting.present.all() if each.pk in keys],
        "secretaries": secretaries_on(sitting.round, sitting.held_on),
        "decided": [_paper(each, scores) for each, scores in _with_scores(questions)],
        "open": [each for each in questions if each.state == Question.State.OPEN],
    }
    return render_to_string("council/minutes.txt", context).strip() + "\n"


def _with_scores(questions: Sequence[Question]) -> list[tuple[Question, dict[str, Entry]]]:
    wanted = [each for each in questions if each.state == Question.State.DECIDED]
    cards = {each.card_id for each in wanted}
    items = {each.item_id for each in wanted}
    found: dict[tuple[int, int], dict[str, Entry]] = {}
    for entry in Entry.objects.filter(card__in=cards, item__in=items).order_by():
        found.setdefault((entry.card_id, entry.item_id), {})[entry.stage] = entry
    return [(each, found.get((each.card_id, each.item_id), {})) for each in wanted]


def _paper(question: Question, scores: dict[str, Entry]) -> dict[str, object]:
    unit = unit_of(question.round, question.item.code)
    return {
        "question": question,
        "scores": [
            (entry.get_stage_display(), points_words(entry))
            for stage in STAGES
            if (entry := scores.get(stage)) is not None
        ],
        "proposal": figures_words(question.proposed(), unit or "percent"),
        "counted": question.counted,
    }
