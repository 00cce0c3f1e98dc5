"""What a decision or a table would do, shown before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.core.agencies import DayTree, LineageEvent
from caicach.core.issues import Issue
from caicach.web.agencies.blocks import words_of_block
from caicach.web.agencies.differences import Difference, reorganised
from caicach.web.agencies.orders import Order
from caicach.web.agencies.posts import Fate, administrator_issues, fates
from caicach.web.agencies.proposal import fresh
from caicach.web.agencies.proposing import propose
from caicach.web.agencies.reorganisation import Reorganisation
from caicach.web.agencies.rights import require_order
from caicach.web.agencies.touched import Touched, touched
from caicach.web.audit.actor import Actor
from caicach.web.register.models import KINDS
from caicach.web.register.queries import register_rows
from caicach.web.register.version import register_version

LABELS: dict[str, str | Promise] = {
    "name": gettext_lazy("Tên"),
    "name_en": gettext_lazy("Tên tiếng Anh"),
    "kind": gettext_lazy("Loại"),
    "block": gettext_lazy("Khối"),
    "electronic_code": gettext_lazy("Mã định danh điện tử"),
    "parent": gettext_lazy("Cơ quan cấp trên"),
    "parent_to": gettext_lazy("Trực thuộc đến hết"),
    "valid_to": gettext_lazy("Đến hết ngày"),
    "lineage_kind": gettext_lazy("Việc"),
    "lineage_share": gettext_lazy("Phần chia"),
    "lineage_decision": gettext_lazy("Quyết định"),
}
KIND_WORDS = dict(KINDS)


@dataclass(frozen=True, slots=True)
class Line:
    """One agency before and after, in words; state: begins, ends, changes."""

    code: str
    name: str
    state: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """What goes where: "10 + 11 → 21"."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """All that a decision touches, and why it cannot be carried out, if so.

    seen: the register's number it was made on.
    """

    seen: int
    issues: list[Issue]
    warnings: list[Issue]
    lines: list[Line]
    flows: list[Flow]
    touched: list[Touched]
    posts: list[Fate]


def preview(by: Actor, order: Order) -> Preview:
    """Return what the order would do. Raises NotAllowedError."""
    require_order(by, order)
    seen = register_version()
    proposal = propose(order, register_rows())
    if issues := proposal.issues():
        return _refused(seen, issues)
    differences = reorganised(proposal)
    posts = fates(proposal, differences)
    if issues := list(administrator_issues(proposal, posts)):
        return _refused(seen, issues)
    old, new = proposal.tree.on(proposal.eve), proposal.tree.on(proposal.on)
    ended = [each.code for each in differences if each.ends]
    return Preview(
        seen,
        [],
        proposal.warnings(),
        [_line(each, old, new) for each in differences],
        _flows(proposal, old, new),
        touched(ended, proposal.on) if ended else [],
        posts,
    )


def _refused(seen: int, issues: list[Issue]) -> Preview:
    return Preview(seen, issues, [], [], [], [], [])


def _state(found: Difference) -> str:
    if found.before is None:
        return "begins"
    return "ends" if found.ends else "changes"


def _line(found: Difference, old: DayTree, new: DayTree) -> Line:
    before, after = found.before or {}, found.after or {}
    names = [name for name in LABELS if before.get(name) or after.get(name)]
    fields = tuple(
        (str(LABELS[name]), shown(name, before.get(name), old), shown(name, after.get(name), new))
        for name in names
    )
    return Line(found.code, found.name, _state(found), fields)


def shown(name: str, value: Any, tree: DayTree | None = None) -> str:
    """Return a field's value as people read it; "" where there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if name == "block":
        return words_of_block(str(value))
    if name == "kind":
        return str(KIND_WORDS.get(str(value), value))
    if name == "parent" and tree is not None and value in tree:
        return f"{tree.agency(value).name.vi} ({value})"
    return str(value)


def _flows(proposal: Reorganisation, old: DayTree, new: DayTree) -> list[Flow]:
    events = list(fresh(proposal.events).values())
    targets = dict.fromkeys(each.to_code for each in events)
    if len(targets) == 1:
        return [_merged(events, next(iter(targets)), old, new)]
    by_source = {
        each.from_code: [e for e in events if e.from_code == each.from_code] for each in events
    }
    return [
        Flow((_named(source, old),), tuple(_part(each, new) for each in own))
        for source, own in by_source.items()
    ]


def _merged(events: Iterable[LineageEvent], target: str | None, old: DayTree, new: DayTree) -> Flow:
    sources = [each.from_code for each in events]
    if target is not None and target in old and target not in sources:
        sources.insert(0, target)
    known = tuple(_named(code, old) for code in sources)
    return Flow(known, () if target is None else (_named(target, new),))


def _part(event: LineageEvent, new: DayTree) -> str:
    if event.to_code is None:
        return _("không có cơ quan kế tiếp")
    share = f"{event.share * 100:f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{_named(event.to_code, new)}: {share} %"


def _named(code: str, tree: DayTree) -> str:
    return f"{tree.agency(code).name.vi} ({code})" if code in tree else code
