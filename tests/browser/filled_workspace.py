"""Fill an empty workspace with a small province: `python tests/browser/filled_workspace.py`.

Agencies, one person for each role and a plan in force, made by the actions people use. The
settings come from the environment, as those of the server that will show it.
"""

import os
from datetime import date

import django
from filled_round import add_round

from caicach.web.look.words import compile_words

PASSWORD = "mat-khau-thu-2026"
PROVINCE, DEPARTMENT, COMMUNE = "H99", "H99.02", "H99.101"
AGENCIES = (
    (PROVINCE, "Tỉnh mẫu Nam Hà", "province", "", None),
    ("H99.01", "Sở Nội vụ", "department", "departments", PROVINCE),
    (DEPARTMENT, "Sở Xây dựng", "department", "departments", PROVINCE),
    (COMMUNE, "Xã Bình An", "commune", "communes", PROVINCE),
    ("H99.102", "Phường Đông Hải", "ward", "communes", PROVINCE),
)
# what a person is called here: the role held, and where
PEOPLE = {
    "administrator": ("administrator", PROVINCE),
    "focal_officer": ("focal_officer", DEPARTMENT),
    "agency_head": ("agency_head", DEPARTMENT),
    "appraiser": ("appraiser", "H99.01"),
    "council_secretary": ("council_secretary", PROVINCE),
    "council_member": ("council_member", PROVINCE),
    "standing_body": ("standing_body", PROVINCE),
    "inspector": ("inspector", PROVINCE),
    "leader": ("leader", PROVINCE),
    "commune": ("focal_officer", COMMUNE),
}
SINCE = date(2025, 7, 1)


def address_of(person: str) -> str:
    """Return the e-mail address a person comes in with."""
    return f"{person.replace('_', '.')}@namha.example"


def fill() -> None:
    """Make everything; today's year is the plan's."""
    from django.contrib.auth.hashers import make_password
    from django.db import transaction

    from caicach.web.accounts.models import Person

    with transaction.atomic():
        fill_register()
        add_people()
        add_plan()
        add_failed_job()
        add_round()
        Person.objects.update(password=make_password(PASSWORD))


def fill_register() -> None:
    from caicach.web.look.folding import fold
    from caicach.web.register.actions import renew_register
    from caicach.web.register.models import Agency, Entry, Link

    made: dict[str, Agency] = {}
    for code, name, kind, block, parent in AGENCIES:
        made[code] = Agency.objects.create(code=code)
        values = {"name": name, "kind": kind, "block": block, "folded": fold(name, code)}
        Entry.objects.create(agency=made[code], valid_from=SINCE, **values)
        if parent:
            Link.objects.create(child=made[code], parent=made[parent], valid_from=SINCE)
    renew_register()


def add_people() -> None:
    from caicach.web.accounts.actions.adding import NewPerson, add_person
    from caicach.web.accounts.actions.posts import PostPlan
    from caicach.web.audit.actor import Actor

    for name, (role, code) in PEOPLE.items():
        new = NewPerson(f"Người {name.replace('_', ' ')}", address_of(name))
        add_person(Actor.system("tests"), new, PostPlan(role, code, SINCE))


def add_plan() -> None:
    from caicach.web.audit.actor import Actor
    from caicach.web.look.day import today
    from caicach.web.plans.actions.plans import create_plan, put_in_force
    from caicach.web.plans.actions.targets import add_target
    from caicach.web.plans.actions.tasks import add_task
    from caicach.web.register.models import Agency

    by, year = Actor.system("tests"), today().year
    title = f"Kế hoạch cải cách hành chính năm {year}"
    values = {"title": title, "first_year": year, "last_year": year}
    plan = create_plan(by, agency=Agency.objects.get(code=PROVINCE), values=values)
    common = {"area": "procedure_reform"}
    target = {
        **common,
        "number": "3.2",
        "label": "Hồ sơ giải quyết đúng hạn",
        "threshold": 98,
        "due_on": date(year, 12, 31),
        "plan_year": year,
        "source_kind": "indicator",
        "indicator": "on_time_share",
    }
    task = {
        **common,
        "number": "2.4",
        "label": "Rà soát 12 thủ tục lĩnh vực nhà ở",
        "owner": Agency.objects.get(code=DEPARTMENT),
        "person": "Trần Thị Mai",
        "responsibility": "Giám đốc Sở Xây dựng",
        "deliverable": "Tờ trình",
        "due_on": date(year, 12, 20),
    }
    add_task(by, plan=plan, values=task | {"target": add_target(by, plan=plan, values=target)})
    put_in_force(by, plan=plan)


def add_failed_job() -> None:
    from django.utils import timezone

    from caicach.web.jobs.models import Job

    now = timezone.now()
    error = "Traceback (most recent call last):\nsmtplib.SMTPServerDisconnected: closed\n"
    times = {"not_before": now, "started_at": now, "finished_at": now}
    Job.objects.create(kind="notices.mails", state="failed", attempts=5, error=error, **times)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.web.settings.django")
    compile_words()
    django.setup()
    from caicach.web.site.preparing import prepare

    for _step in prepare():
        pass
    fill()
