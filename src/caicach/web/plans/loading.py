"""Plans of the core written into the workspace: by imports, and for the demo."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from caicach.core.agencies import DayTree
from caicach.core.documents import Label
from caicach.core.plans import IndexBinding, IndicatorBinding
from caicach.core.plans import Plan as CorePlan
from caicach.core.plans import Target as CoreTarget
from caicach.core.plans import Task as CoreTask
from caicach.core.targets import TargetShape
from caicach.web.audit.actor import Actor
from caicach.web.audit.recording import record
from caicach.web.look.day import today
from caicach.web.look.folding import fold
from caicach.web.plans.actions.plans import derive_plan
from caicach.web.plans.actions.targets import derive
from caicach.web.plans.actions.tasks import derive as derive_task
from caicach.web.plans.actions.tasks import due_days
from caicach.web.plans.models import Assignment, Document, Plan, Target, Task, Turn
from caicach.web.plans.writing import WrongStateError
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on


@transaction.atomic
def load_plan(by: Actor, *, plan: CorePlan, agency: Agency) -> Plan:
    """Write a plan of the core as the plan of `agency`, with its document, targets and tasks.

    Its parent is the plan of that key which is loaded already. Names of agencies are looked up
    below `agency`; where none fits, the words of the document stay. Raises WrongStateError where
    the agency has a plan of that key.
    """
    by.require("plans.change", agency)
    if Plan.objects.filter(agency=agency, key=plan.key).exists():
        raise WrongStateError
    parent = Plan.objects.filter(key=plan.parent).first() if plan.parent else None
    new = Plan(
        key=plan.key,
        document=_document(plan, agency),
        agency=agency,
        title=plan.title.vi,
        title_en=plan.title.en or "",
        kind=plan.kind.value,
        first_year=plan.years.first,
        last_year=plan.years.last,
        state=Plan.State.IN_FORCE,
        parent=parent,
        note=_vi(plan.note),
    )
    derive_plan(new)
    new.save()
    names = _Names(tree_on(today()), agency)
    targets = _load_targets(plan, new, names)
    _load_tasks(plan, new, names, targets)
    counts = {"targets": len(plan.targets), "tasks": len(plan.tasks)}
    record(by, "plans.plan_loaded", new, after={"key": plan.key, **counts})
    return new


class _Names:
    """The agencies of a day below one, and itself, by their folded names."""

    def __init__(self, tree: DayTree, agency: Agency) -> None:
        self.tree, self.agency = tree, agency
        inside = (
            [tree.agency(agency.code), *tree.descendants(agency.code)]
            if (agency.code in tree)
            else []
        )
        codes = {fold(each.name.vi): each.code for each in reversed(inside)}
        rows = {each.code: each for each in Agency.objects.filter(code__in=codes.values())}
        self.by_name = {name: rows[code] for name, code in codes.items() if code in rows}
        self.inside = [(each, rows[each.code]) for each in inside if each.code in rows]

    def find(self, words: Label | None) -> Agency | None:
        """Return the agency of that name, None where none is called so."""
        if words is None:
            return None
        text = words.vi.replace("UBND", "Ủy ban nhân dân")
        return self.by_name.get(fold(text)) or self.by_name.get(fold(text.removesuffix(" tỉnh")))

    def chosen(self, target: CoreTarget) -> list[Agency]:
        """Return the agencies a target is for; its plan's own where it names none."""
        wanted = target.agencies
        if wanted is None:
            return []
        return [
            row
            for core, row in self.inside
            if row.pk != self.agency.pk
            and (not wanted.kinds or core.kind in wanted.kinds)
            and (not wanted.blocks or core.block in wanted.blocks)
            and self.tree.parent(core.code) == self.tree.agency(self.agency.code)
        ]


def _document(plan: CorePlan, agency: Agency) -> Document:
    document = Document(
        number=plan.number or "",
        notation=plan.notation or "",
        kind=plan.kind.value,
        title=plan.title.vi,
        title_en=plan.title.en or "",
        issued_on=plan.issued_on,
        issuer=plan.issuer.vi,
        signer=plan.signer or "",
        level=plan.level.value,
        agency=agency,
        first_year=plan.years.first,
        last_year=plan.years.last,
        source=plan.source.text,
        source_link=_https(plan.source.href),
        source_status=plan.source.status,
    )
    document.folded = fold(
        document.notation, document.title, document.title_en, document.issuer, document.signer
    )
    document.save()
    known = list(Document.objects.filter(notation__in=plan.carries_out).exclude(pk=document.pk))
    document.carries_out.set(known)
    others = sorted(set(plan.carries_out) - {each.notation for each in known})
    if others:
        document.also_carries_out = ", ".join(others)[:500]
        document.save(update_fields=["also_carries_out"])
    return document


def _load_targets(plan: CorePlan, new: Plan, names: _Names) -> dict[str, Target]:
    above = {each.key: each for each in new.parent.targets.all()} if new.parent else {}
    rows = [_target(each, plan, new, names, above) for each in plan.targets]
    Target.objects.bulk_create(rows)
    assigned = []
    for each, row in zip(plan.targets, rows, strict=True):
        agencies = {new.agency.pk: new.agency} | {a.pk: a for a in names.chosen(each)}
        assigned += [Assignment(target=row, agency=agency) for agency in agencies.values()]
    Assignment.objects.bulk_create(assigned)
    return {row.key: row for row in rows}


def _target(
    core: CoreTarget, plan: CorePlan, new: Plan, names: _Names, above: Mapping[str, Target]
) -> Target:
    serves = above.get(core.serves or "")
    lead = names.find(core.lead)
    target = Target(
        plan=new,
        key=core.key,
        number=core.number,
        label=core.label.vi,
        label_en=core.label.en or "",
        area=core.area.value,
        scope=_vi(core.scope)[:300],
        lead_agency=lead,
        lead_words="" if core.lead is None else core.lead.vi,
        parent=serves,
        adoption=_adoption(core, serves),
        source=plan.source_of(core).text[:500],
        note=_vi(core.note),
        **shape_values(core.shape),
        **_bound(core),
    )
    derive(target)
    return target


def shape_values(shape: TargetShape) -> dict[str, Any]:
    """Return the fields of a target row that say its shape."""
    values = shape.model_dump(exclude={"area", "scope", "milestones", "bands", "band"})
    milestones = [
        {"year": each.year, "threshold": str(each.threshold)} for each in shape.milestones
    ]
    return values | {
        "band": shape.band or "",
        "bands": list(shape.bands),
        "milestones": milestones,
    }


def _bound(core: CoreTarget) -> dict[str, Any]:
    bound = core.bound
    if isinstance(bound, IndicatorBinding):
        return {"source_kind": "indicator", "indicator": bound.indicator}
    if isinstance(bound, IndexBinding):
        return {
            "source_kind": "index",
            "index_series": bound.series,
            "index_figure": bound.figure,
            "index_component": bound.component or "",
        }
    return {
        "source_kind": "reported",
        "figure": bound.figure,
        "figure_unit": bound.unit,
        "frequency": bound.how_often,
    }


def _adoption(core: CoreTarget, serves: Target | None) -> str:
    """A target that asks the same as the one it serves is inherited, any other adapted."""
    if serves is None:
        return Target.Adoption.OWN
    same: tuple[Decimal | str | None, ...] = (core.shape.threshold, core.shape.comparator)
    is_same = same == (serves.shape.threshold, serves.shape.comparator)
    return Target.Adoption.INHERIT if is_same else Target.Adoption.ADAPT


def _load_tasks(plan: CorePlan, new: Plan, names: _Names, targets: Mapping[str, Target]) -> None:
    rows = [_task(each, new, names, targets) for each in plan.tasks]
    Task.objects.bulk_create(rows)
    Turn.objects.bulk_create(
        Turn(task=row, due_on=day, first_due_on=day) for row in rows for day in due_days(row)
    )
    for each, row in zip(plan.tasks, rows, strict=True):
        others = [agency for words in each.co_owners if (agency := names.find(words))]
        row.co_owners.set(others)


def _task(core: CoreTask, new: Plan, names: _Names, targets: Mapping[str, Target]) -> Task:
    owner = names.find(core.owner)
    task = Task(
        plan=new,
        number=core.number,
        label=core.label.vi,
        label_en=core.label.en or "",
        area=core.area.value,
        owner=owner or new.agency,
        owner_words="" if owner or core.owner is None else core.owner.vi,
        person=_vi(core.person)[:200],
        responsibility=_vi(core.responsibility)[:200],
        deliverable=_vi(core.deliverable)[:500],
        starts_on=core.starts_on,
        due_on=core.due_on,
        recurrence="" if core.due_on else core.recurs or "",
        target=targets.get(core.serves.target or ""),
        criterion=core.serves.criterion or "",
        note=_vi(core.note),
    )
    derive_task(task)
    return task


def _vi(words: Label | None) -> str:
    return "" if words is None else words.vi


def _https(link: str | None) -> str:
    return link if link and link.startswith("https://") else ""
