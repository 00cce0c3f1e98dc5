"""Why a point is what it is: the trace in words, recomputed on the spot."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context as DecimalContext
from decimal import Decimal, localcontext

from caicach.core.issues import Lang
from caicach.core.numbers import format_number, format_or_no_data, format_percent, round_to
from caicach.core.ranking import settle
from caicach.core.rules import Given, InputRefused, Score, State
from caicach.core.scoring.kept import KeptAgency, KeptCriterion, KeptItem, KeptNode, ResultDocument
from caicach.core.scoring.step_words import step_words


@dataclass(frozen=True, slots=True)
class Line:
    """One rung of the ladder: what it is, and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A point explained. `holds` is False when recomputing it gives something else."""

    title: str
    lines: tuple[Line, ...]
    holds: bool = True


class NotInResultError(LookupError):
    """The result has no such agency or criterion; `known` names what it has."""

    def __init__(self, what: str, value: str, known: list[str]) -> None:
        super().__init__(f"no {what} {value}")
        self.what = what
        self.value = value
        self.known = known


def explain_item(
    document: ResultDocument, agency: str, criterion: str, lang: Lang = "vi"
) -> Explanation:
    """Return the trace of one item, area or group in words.

    Raises NotInResultError for an agency or a criterion the result lacks.
    """
    found = document.agency(agency)
    if found is None:
        raise NotInResultError("agency", agency, [each.code for each in document.agencies])
    definition = document.criteria.get(criterion)
    item = found.item(criterion)
    if definition is None or (item is None and found.node(criterion) is None):
        nodes = [each.code for each in (*found.areas, *found.groups)]
        known = nodes + [each.code for each in found.items]
        raise NotInResultError("criterion", criterion, known)
    title = f"{found.name or found.code} · {criterion} {definition.label}"
    if item is None:
        lines = tuple(_explain_sum(document, found, criterion, lang))
        return Explanation(title, lines, sum_holds(document, found, criterion))
    holds = item_holds(document, item, definition)
    return Explanation(title, tuple(_explain(document, item, definition, lang, holds)), holds)


def item_holds(document: ResultDocument, item: KeptItem, definition: KeptCriterion) -> bool:
    """Say whether points and outcome follow from the trace's figures and the edition's rule.

    An item without points holds when it states none.
    """
    if item.state is not State.SCORED:
        return item.points is None
    again = recompute(item, definition)
    if again is None or again.points is None or again.step != item.trace.step:
        return False
    return _round_at(again.points, document, "item") == item.points


def recompute(item: KeptItem, definition: KeptCriterion) -> Score | None:
    """Return the score worked out anew, unrounded; None when the trace cannot be scored."""
    rule = definition.read_rule()
    context = item.context()
    if rule is None:
        return None
    try:
        with localcontext(DecimalContext(prec=28)):
            return rule.score(item.given().scaled(context.scale), definition.maximum, context)
    except InputRefused:
        return None


def sum_holds(document: ResultDocument, agency: KeptAgency, criterion: str) -> bool:
    """Say whether the points of an area or group are the sum of those below it.

    Points given for the whole, here or above, have no sum to hold them against.
    """
    node = agency.node(criterion)
    below = [code for code, each in document.criteria.items() if each.parent == criterion]
    parts = [part for code in below if (part := agency.item(code) or agency.node(code))]
    steps = [part.trace.step for part in parts if isinstance(part, KeptItem)]
    if node is None or any(step.startswith("in_group:") for step in steps):
        return True
    if node.points is None:
        return all(part.points is None for part in parts)
    with localcontext(DecimalContext(prec=28)):
        total = sum((part.points for part in parts if part.points is not None), Decimal(0))
        if document.criteria[criterion].parent is None:
            total = _round_at(total, document, "area")
        return settle(total) == settle(node.points)


def _round_at(points: Decimal, document: ResultDocument, at: str) -> Decimal:
    rounding = document.rounding
    if rounding.at != at:
        return points
    return round_to(settle(points), rounding.places, rounding.mode)


def _explain(
    document: ResultDocument,
    item: KeptItem,
    definition: KeptCriterion,
    lang: Lang,
    holds: bool,
) -> Iterator[Line]:
    t = TEXT[lang]
    points = format_or_no_data(item.points, lang=lang, places=4)
    most = format_number(item.maximum, lang=lang)
    if item.state is State.NOT_APPLICABLE:
        points = t["not_applicable"]
    yield Line(t["points"], f"{points} / {most}")
    yield Line(t["rule"], _rule_words(definition, lang))
    yield Line(t["inputs"], inputs_words(item.given(), lang) or t["nothing"])
    yield from _peer_lines(item, lang)
    step = step_words(item.trace.step, definition.read_rule(), definition.maximum, lang)
    yield Line(t["step"], step)
    if item.state is State.SCORED:
        yield Line(t["again"], t["holds"] if holds else t["differs"])
    yield Line(t["source"], item.trace.source or "–")
    yield Line(t["edition"], _edition_words(document))


def _rule_words(definition: KeptCriterion, lang: Lang) -> str:
    """Return the rule in the reader's language; the text kept stands in where it is unreadable."""
    rule = definition.read_rule()
    if rule is None:
        return definition.rule_text or "–"
    return rule.words(definition.maximum, lang)


def _peer_lines(item: KeptItem, lang: Lang) -> Iterator[Line]:
    """What decided besides the agency's own figure: the best peer, its rank, a factor."""
    t, context = TEXT[lang], item.context()
    if context.best is not None:
        yield Line(t["best"], format_number(context.best, lang=lang))
    if context.rank is not None:
        yield Line(t["rank"], str(context.rank))
    if context.scale is not None:
        share = format_percent(context.scale * 100, lang=lang, places=4, min_places=0)
        yield Line(t["scale"], share)


def _edition_words(document: ResultDocument) -> str:
    choices = ", ".join(f"{name}={option}" for name, option in document.choices.items())
    return f"{document.edition} · {document.label}" + (f" ({choices})" if choices else "")


def _explain_sum(
    document: ResultDocument, agency: KeptAgency, criterion: str, lang: Lang
) -> Iterator[Line]:
    t = TEXT[lang]
    node = agency.node(criterion)
    if node is None:
        return
    points = format_or_no_data(node.points, lang=lang, places=4)
    most = f" / {format_number(node.maximum, lang=lang)}" if node.maximum else ""
    yield Line(t["points"], points + most)
    if node.index is not None:
        yield Line(t["index"], format_percent(node.index, lang=lang, places=2))
    for code, definition in document.criteria.items():
        if definition.parent != criterion:
            continue
        part: KeptItem | KeptNode | None = agency.item(code) or agency.node(code)
        if part is not None:
            text = format_or_no_data(part.points, lang=lang, places=4)
            if part.state is State.NOT_APPLICABLE:
                text = t["not_applicable"]
            most = format_number(part.maximum, lang=lang)
            yield Line(f"{code} {definition.label}", f"{text} / {most}")
    if document.criteria[criterion].kind != "scored":
        yield from _cap_lines(document, agency, lang)
    yield Line(t["edition"], _edition_words(document))


def _cap_lines(document: ResultDocument, agency: KeptAgency, lang: Lang) -> Iterator[Line]:
    """Where the edition caps bonus or penalty, the total takes less than the areas show."""
    t = TEXT[lang]
    extras = list(extra_points(document, agency))
    bonus = sum((points for points in extras if points > 0), Decimal(0))
    penalty = sum((points for points in extras if points < 0), Decimal(0))
    for earned, taken in ((bonus, agency.bonus), (penalty, agency.penalty)):
        if settle(earned) != settle(taken):
            kept, whole = (format_number(settle(n), lang=lang) for n in (taken, earned))
            yield Line(t["cap"], t["capped"].format(kept=kept, earned=whole))


def extra_points(document: ResultDocument, agency: KeptAgency) -> Iterator[Decimal]:
    """Yield all bonus (above zero) and penalty points (below), of groups where so handed in.

    They are as earned, before any cap of the edition.
    """
    steps = {item.trace.step for item in agency.items}
    wholes = [n for n in (*agency.areas, *agency.groups) if f"in_group:{n.code}" in steps]
    parts: list[KeptItem | KeptNode] = [*agency.items, *wholes]
    for part in parts:
        kind = document.criteria[part.code].kind
        if kind != "scored" and part.points is not None:
            yield -abs(part.points) if kind == "penalty" else part.points


def inputs_words(given: Given, lang: Lang) -> str:
    """Return what was handed in, with the ratio worked out."""
    t = TEXT[lang]
    parts: list[str] = []
    if given.numerator is not None and given.denominator is not None:
        ratio = ""
        if given.denominator != 0:
            percent = given.numerator * 100 / given.denominator
            ratio = f" = {format_percent(percent, lang=lang, places=4, min_places=0)}"
        top, base = (format_number(n, lang=lang) for n in (given.numerator, given.denominator))
        parts.append(f"{top} ÷ {base}{ratio}")
    for name in ("value", "points", "previous"):
        number = getattr(given, name)
        if number is not None:
            parts.append(f"{t['given_' + name]} {format_number(number, lang=lang)}")
    if given.choice is not None:
        parts.append(f"{t['given_choice']} “{given.choice}”")
    if given.not_applicable:
        parts.append(t["not_applicable"])
    for key, part in (given.parts or {}).items():
        parts.append(f"[{key}] {inputs_words(part, lang)}")
    return "; ".join(parts)


TEXT: dict[Lang, dict[str, str]] = {
    "vi": {
        "points": "Điểm",
        "rule": "Quy tắc",
        "inputs": "Số liệu",
        "step": "Kết quả",
        "again": "Tính lại",
        "holds": "tính lại từ số liệu và quy tắc trên ra đúng số điểm này",
        "differs": "tính lại ra số khác: tệp kết quả đã bị sửa, hoặc do phiên bản khác ghi ra",
        "best": "Giá trị tốt nhất trong nhóm so sánh",
        "rank": "Thứ hạng trong nhóm so sánh",
        "scale": "Nhân với tỷ lệ của mục khác",
        "cap": "Trần của bộ tiêu chí",
        "capped": "trong {earned} điểm chỉ có {kept} điểm được tính vào tổng",
        "source": "Nguồn quy tắc",
        "edition": "Bộ tiêu chí",
        "index": "Chỉ số",
        "nothing": "chưa có số liệu",
        "not_applicable": "Không áp dụng (KAD)",
        "given_value": "giá trị",
        "given_points": "điểm được ghi",
        "given_previous": "năm trước",
        "given_choice": "mức chọn",
    },
    "en": {
        "points": "Points",
        "rule": "Rule",
        "inputs": "Figures",
        "step": "Outcome",
        "again": "Worked out again",
        "holds": "the figures and the rule above give exactly these points",
        "differs": "gives something else: the file was changed, or another version wrote it",
        "best": "Best value among those compared",
        "rank": "Rank among those compared",
        "scale": "Multiplied by another item's ratio",
        "cap": "Cap of the edition",
        "capped": "of {earned} points only {kept} count in the total",
        "source": "Source of the rule",
        "edition": "Edition",
        "index": "Index",
        "nothing": "no data",
        "not_applicable": "Not applicable",
        "given_value": "value",
        "given_points": "points given",
        "given_previous": "last year",
        "given_choice": "choice",
    },
}
