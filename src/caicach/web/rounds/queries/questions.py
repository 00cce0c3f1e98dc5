"""What may be asked of the facts as evidence: rows of the own agency that a figure counts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from caicach.core.indicators import (
    Indicator,
    IndicatorNotFoundError,
    find_indicator,
    load_indicators,
)
from caicach.web.accounts.models import Person
from caicach.web.look.folding import fold
from caicach.web.look.templatetags.look import lang
from caicach.web.monitoring.figures import opened_store
from caicach.web.rounds.models import Card, Filling, Item

PARTS = {"numerator": _("các dòng của tử số"), "denominator": _("các dòng của mẫu số")}


class Question(NamedTuple):
    """query: indicator, period, part and facts version. key: what a form sends for it."""

    key: str
    label: str
    query: dict[str, Any]


Groups = Sequence[tuple[Any, Sequence[Question]]]
"""Questions under their headings; a heading without one is left out."""


def questions_of(person: Person, card: Card, item: Item, words: str = "") -> Groups:
    """Return what may be asked: figures of the card first, the item's own at the top.

    Then every other indicator, where the person sees the figures of the agency and there are facts,
    as of the version the round is pinned to, else the newest. words: only those that are so called.
    """
    own = list(_on_card(card, item))
    taken = {each.query["indicator"] for each in own}
    others = _others(card, taken) if person.has_perm("monitoring.view", card.agency) else ()
    found = [(_("Số liệu trên bảng này"), own), (_("Chỉ số khác của cơ quan"), list(others))]
    wanted = fold(words).split()
    narrowed = [(heading, [e for e in each if _is_called(e, wanted)]) for heading, each in found]
    return [(heading, each) for heading, each in narrowed if each]


def _on_card(card: Card, item: Item) -> Iterator[Question]:
    """As of the version each figure was read from."""
    rows = Filling.objects.filter(card=card, source_kind=Item.Source.INDICATOR)
    for row in sorted(rows, key=lambda each: (each.item_id != item.pk, each.source_name)):
        for part in PARTS:
            yield _question(row.source_name, row.period, part, row.facts_version)


def _others(card: Card, taken: set[str]) -> Iterator[Question]:
    version = card.round.facts_version or _newest_version()
    if version is None:
        return
    for indicator in load_indicators().values():
        if indicator.id not in taken:
            for part in _parts(indicator):
                yield _question(indicator.id, card.round.period, part, version)


def _newest_version() -> int | None:
    store = opened_store()
    return None if store is None else store.facts().version


def _parts(indicator: Indicator) -> Sequence[str]:
    """A count has no denominator."""
    return list(PARTS)[:1] if indicator.parts()[1] is None else list(PARTS)


def _question(name: str, period: str, part: str, version: int | None) -> Question:
    asked = {"indicator": name, "period": period, "part": part, "facts_version": version}
    label = f"{indicator_words(name)}, {period}, {PARTS[part]}"
    return Question(f"{name}:{part}", label, asked)


def _is_called(question: Question, words: Sequence[str]) -> bool:
    label = fold(question.label)
    return all(word in label for word in words)


def indicator_words(name: str) -> str:
    """Return what an indicator is called; its name where it is no longer known."""
    try:
        return find_indicator(name).label.text(lang())
    except IndicatorNotFoundError:
        return name


def by_key(groups: Groups) -> Mapping[str, dict[str, Any]]:
    """Return each question by what a form sends for it; the first where two are alike."""
    found: dict[str, dict[str, Any]] = {}
    for _heading, questions in groups:
        for each in questions:
            found.setdefault(each.key, each.query)
    return found
