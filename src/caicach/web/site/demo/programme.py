"""The plans of the demonstration: those that ship, and the province's handed down to all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.agencies import DayTree
from caicach.core.documents import Label
from caicach.core.plans import find_plan
from caicach.core.plans.plan import Plan as CorePlan
from caicach.web.audit.actor import Actor
from caicach.web.look.day import today
from caicach.web.plans.actions.cascade import Handed, HandedDown, cascade
from caicach.web.plans.actions.copying import copy_plan
from caicach.web.plans.actions.plans import close_plan, put_in_force
from caicach.web.plans.actions.targets import assign_target, change_target
from caicach.web.plans.loading import load_plan
from caicach.web.plans.models import Plan, Target
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on
from caicach.web.site.demo.cast import Cast
from caicach.web.site.demo.chance import draw

ABOVE = ("nq-76-2021", "qd-942-2021")
ELSEWHERE = (
    "province-4003-2021",
    "dak-nong-20-nq-tu",
    "quang-nam-ethnic-2022",
    "quang-nam-ethnic-2023",
    "nam-giang-2023",
)
"""Real plans of the nation and of other provinces: to be read, not to be measured here."""
PROVINCE, DEPARTMENT, COMMUNE = "nam-ha-2026", "nam-ha-construction-2026", "nam-ha-tan-hoa-2026"
SAMPLE_COMMUNE = "xã mẫu Tân Hòa"
HANDED_TARGETS = (
    *("task_completion_share", "on_time_share", "overdue_open_share"),
    *("feedback_resolution_share", "cadre_training_share", "discipline_violation_count"),
    *("online_dossier_share", "online_payment_transaction_share"),
    *("digitised_on_receipt_share", "data_reuse_share"),
)
HANDED_TASKS = ("1.2", "3.2", "5.3", "7.6")
ADJUSTED = {
    "on_time_share": 90,
    "online_dossier_share": 45,
    "online_payment_transaction_share": 35,
    "digitised_on_receipt_share": 45,
    "data_reuse_share": 33,
}
"""What the sample plan asks goes far beyond the generated records: as an office would, it was
adjusted in the course of the year."""
ADJUSTMENT = "Điều chỉnh giữa năm theo tình hình thực tế (mẫu)."
OWN_LEVEL, WITH_OWN_LEVEL = 85, 3
"""A few communes have less to reach on dossiers on time."""
STILL_DRAFTS = 0.08
"""Share of the agencies below whose plan was not issued yet."""
BASES = {"service_unit_reduction": Decimal(182)}


@dataclass(frozen=True)
class Programme:
    """The plans as they are made, for the province of that code."""

    cast: Cast
    province: str

    def make(self) -> Plan:
        """Register all documents and plans; return the province's plan of this year."""
        planner = self.cast.standing_body(self.province)
        agency = Agency.objects.get(code=self.province)
        for key in (*ABOVE, *ELSEWHERE):
            close_plan(planner, plan=load_plan(planner, plan=find_plan(key), agency=agency))
        plan = load_plan(planner, plan=find_plan(PROVINCE), agency=agency)
        _set_bases(planner, plan)
        self._load_below()
        return self._of_this_year(planner, plan)

    def hand_down(self, plan: Plan) -> HandedDown:
        """Hand targets and tasks down to every department and commune; most issue their plan."""
        below = tree_on(today()).children(self.province)
        self._set_levels(plan, below)
        rows = Agency.objects.filter(code__in=[each.code for each in below]).order_by("code")
        handed = Handed(
            list(plan.targets.filter(key__in=HANDED_TARGETS)),
            list(plan.tasks.filter(number__in=HANDED_TASKS)),
        )
        names = {each.code: each.name.vi for each in below}
        done = cascade(
            self.cast.standing_body(self.province),
            plan=plan,
            handed=handed,
            agencies=rows,
            names=names,
        )
        for each in done.plans:
            if each.state == Plan.State.DRAFT and draw("draft", each.agency.code) > STILL_DRAFTS:
                put_in_force(self.cast.officer(each.agency.code), plan=each)
        return done

    def _set_levels(self, plan: Plan, below: Sequence[CoreAgency]) -> None:
        planner = self.cast.standing_body(self.province)
        for target in plan.targets.filter(key__in=ADJUSTED).select_related("plan__agency"):
            values = {"threshold": Decimal(ADJUSTED[target.key]), "note": ADJUSTMENT}
            change_target(planner, target=target, values=values, seen=target.version)
        target = plan.targets.get(key="on_time_share")
        communes = [each.code for each in below if each.kind.value == "commune"]
        assign_target(
            planner,
            target=target,
            agencies=list(target.agencies.all()),
            thresholds=dict.fromkeys(communes[-WITH_OWN_LEVEL:], Decimal(OWN_LEVEL)),
        )

    def _load_below(self) -> None:
        tree = tree_on(today())
        for key, agency in ((DEPARTMENT, _department(tree)), (COMMUNE, _commune(tree))):
            if agency is None:  # a small province lacks it
                continue
            plan = find_plan(key)
            if key == COMMUNE:
                plan = renamed(plan, SAMPLE_COMMUNE, _lower(tree.agency(agency).name.vi))
            row = Agency.objects.get(code=agency)
            load_plan(self.cast.officer(agency), plan=plan, agency=row)

    def _of_this_year(self, planner: Actor, plan: Plan) -> Plan:
        """A year after the sample's, the plan goes on as an office would: copied and issued."""
        year = today().year
        if year == plan.first_year:
            return plan
        title = plan.title.replace(str(plan.first_year), str(year))
        new = copy_plan(planner, plan=plan, first_year=year, title=title)
        put_in_force(planner, plan=new)
        for each in (plan, *plan.children.all()):
            close_plan(planner, plan=each)
        return new


def renamed(plan: CorePlan, sample: str, name: str) -> CorePlan:
    """Return the plan with the sample's name in head and issuer changed for another."""
    words = {sample: name, sample[:1].upper() + sample[1:]: name[:1].upper() + name[1:]}
    changed = {
        "title": _said(plan.title, words),
        "issuer": _said(plan.issuer, words),
    }
    return plan.model_copy(update=changed)


def _said(label: Label, words: Mapping[str, str]) -> Label:
    text = label.vi
    for old, new in words.items():
        text = text.replace(old, new)
    return Label(vi=text)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _department(tree: DayTree) -> str | None:
    return next((each.code for each in _below(tree) if each.name.vi == "Sở Xây dựng"), None)


def _commune(tree: DayTree) -> str | None:
    return next((each.code for each in _below(tree) if each.name.vi.startswith("Xã")), None)


def _below(tree: DayTree) -> Iterator[CoreAgency]:
    for root in tree.roots():
        yield from tree.children(root.code)


def _set_bases(planner: Actor, plan: Plan) -> None:
    """Put in what a reduction is counted from, where no register knows it."""
    for target in Target.objects.filter(plan=plan, key__in=BASES):
        values = {"base_value": BASES[target.key]}
        change_target(planner, target=target, values=values, seen=target.version)
