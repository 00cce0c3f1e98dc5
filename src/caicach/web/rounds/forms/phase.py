"""The forms of phases: all their hours at once, one moved, more time for some."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import DayTree
from caicach.core.issues import Issue, faults, issue
from caicach.core.rounds import HANOI, PhasePlan, RoundPeriod, check_phases
from caicach.core.rounds import PhaseKind as Kind
from caicach.web.look.day import read_day
from caicach.web.look.forms import DayField
from caicach.web.plans.lateness import national_calendar
from caicach.web.register.models import Agency
from caicach.web.rounds.actions.rounds import Hours
from caicach.web.rounds.models import Card, Phase, PhaseKind, Round
from caicach.web.rounds.templatetags.blocks import in_words

EDGES = ("opens", "closes")
WHICH = {"opens": _("mở"), "closes": _("đóng")}


class Row(NamedTuple):
    """A phase in the form: its words, its four texts, and what may still be written."""

    kind: str
    label: str
    texts: dict[str, str]
    may_open: bool
    may_close: bool
    state: str
    issues: list[Issue]


class PhasesForm:
    """The hours of all phases as texts: read together, faults told together.

    A row left empty leaves its phase out.
    """

    def __init__(self, scored: Round, period: RoundPeriod, texts: dict[str, str] | None) -> None:
        self.phases = {each.kind: each for each in scored.phases.all()}
        self.is_bound = texts is not None
        self.texts = _texts_of(self.phases.values()) | (texts or {})
        self.hours, self.issues = self._read()
        if not self.issues and self.is_bound:
            plans = [PhasePlan(Kind(each.kind), *each[1:]) for each in self.hours]
            calendar = national_calendar()
            self.issues = check_phases(plans, period=period, calendar=calendar)

    @property
    def faults(self) -> list[Issue]:
        """Return what keeps the hours from being kept."""
        return faults(self.issues)

    @property
    def rows(self) -> Iterator[Row]:
        """Yield every phase there may be, in order."""
        for kind in PhaseKind:
            phase = self.phases.get(kind.value)
            state = phase.state if phase else Phase.State.WAITING.value
            yield Row(
                kind.value,
                str(kind.label),
                {
                    f"{edge}_{part}": self.texts.get(f"{kind.value}_{edge}_{part}", "")
                    for edge in EDGES
                    for part in ("day", "hour")
                },
                state == Phase.State.WAITING,
                state in (Phase.State.WAITING, Phase.State.OPEN),
                str(phase.get_state_display()) if phase else "",
                [each for each in self.issues if each.where == kind.value],
            )

    def _read(self) -> tuple[list[Hours], list[Issue]]:
        hours, issues = [], []
        for kind in PhaseKind.values:
            names = [f"{kind}_{edge}_{part}" for edge in EDGES for part in ("day", "hour")]
            texts = [self.texts.get(name, "").strip() for name in names]
            if not any(texts):
                continue
            edges = [
                _edge(kind, edge, *texts[at : at + 2]) for edge, at in (("opens", 0), ("closes", 2))
            ]
            issues += [each for each in edges if isinstance(each, Issue)]
            found = [each for each in edges if isinstance(each, datetime)]
            if len(found) == len(EDGES):
                hours.append(Hours(kind, *found))
        return hours, issues


def _edge(kind: str, edge: str, day: str, hour: str) -> datetime | Issue:
    if not day or not hour:
        return issue("round-hour-missing", kind, which=str(WHICH[edge]))
    at = read_instant(day, hour)
    return at or issue("round-hour-wrong", kind, value=f"{hour} {day}")


def read_instant(day: str, hour: str) -> datetime | None:
    """Return the instant of a day and hour in Hà Nội, None where they are none."""
    found = read_day(day.strip())
    try:
        clock = time.fromisoformat(hour.strip().zfill(5))
    except ValueError:
        return None
    return None if found is None else datetime.combine(found, clock.replace(tzinfo=HANOI))


def _texts_of(phases: Any) -> dict[str, str]:
    texts = {}
    for each in phases:
        for edge, at in (("opens", each.opens_at), ("closes", each.closes_at)):
            local = at.astimezone(HANOI)
            texts[f"{each.kind}_{edge}_day"] = f"{local:%d/%m/%Y}"
            texts[f"{each.kind}_{edge}_hour"] = f"{local:%H:%M}"
    return texts


class MoveForm(forms.Form):
    """Why a phase is moved by hand; until when, where it is opened again."""

    day = DayField(label=_("Đóng lại vào ngày"))
    hour = forms.TimeField(label=_("Giờ đóng"), initial="17:00", input_formats=["%H:%M"])
    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, asks_until: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not asks_until:
            del self.fields["day"], self.fields["hour"]

    def until(self) -> datetime | None:
        """Return the new closing, None where none is asked for."""
        given = self.cleaned_data
        if "day" not in given:
            return None
        return datetime.combine(given["day"], given["hour"], HANOI)


class ExtendForm(MoveForm):
    """More time for a block of the round, or for agencies named by code or name, one a line."""

    block = forms.ChoiceField(label=_("Cả khối"), required=False)
    agencies = forms.CharField(
        label=_("Hoặc từng cơ quan"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một mã hoặc tên cơ quan của đợt, ví dụ H99.02."),
    )
    field_order = ["block", "agencies", "day", "hour", "reason"]

    def __init__(self, *args: Any, scored: Round, tree: DayTree, **more: Any) -> None:
        super().__init__(*args, asks_until=True, **more)
        self.scored, self.tree = scored, tree
        blocks = scored.cards.order_by("block").values_list("block", flat=True).distinct()
        field = self.fields["block"]
        if isinstance(field, forms.ChoiceField):
            named = ((each, in_words(each, scored)) for each in blocks if each)
            field.choices = [("", "–"), *named]
        self.fields["day"].label = _("Gia hạn đến ngày")
        self.fields["hour"].label = _("Đến giờ")

    def clean(self) -> dict[str, Any]:
        """Find the agencies among the cards of the round."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        cards = self.scored.cards.exclude(state=Card.State.ENDED).select_related("agency")
        chosen: list[Agency] = []
        if given.get("block"):
            chosen = [card.agency for card in cards.filter(block=given["block"])]
        lines = [each.strip() for each in given.get("agencies", "").splitlines() if each.strip()]
        if lines:
            found, unknown = find_cards(list(cards), lines)
            chosen += [card.agency for card in found]
            for line in unknown:
                self.add_error(
                    "agencies", _("Đợt này không có cơ quan “%(line)s”.") % {"line": line}
                )
        if not chosen and not self.errors:
            self.add_error("block", _("Chọn một khối hoặc ghi ít nhất một cơ quan."))
        given["chosen"] = list({each.pk: each for each in chosen}.values())
        return given


def find_cards(cards: list[Card], lines: list[str]) -> tuple[list[Card], list[str]]:
    """Return the cards that the lines name by code or name, and the lines that name none."""
    by_name = {_bare(name): card for card in cards for name in (card.agency.code, card.name)}
    found = [by_name[_bare(line)] for line in lines if _bare(line) in by_name]
    return found, [line for line in lines if _bare(line) not in by_name]


def _bare(text: str) -> str:
    return " ".join(text.lower().split())
