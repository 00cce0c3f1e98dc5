"""What is sent to each address: whom or what it is about, and what a filled-in form holds."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html
from matrix_appraisal import ABOUT as ABOUT_APPRAISALS
from matrix_appraisal import FILLED as FILLED_OF_APPRAISALS
from matrix_council import ABOUT as ABOUT_COUNCIL
from matrix_council import FILLED as FILLED_OF_COUNCIL
from matrix_results import ABOUT as ABOUT_RESULTS
from matrix_results import FILLED as FILLED_OF_RESULTS
from matrix_rounds import ABOUT as ABOUT_ROUNDS
from matrix_rounds import FILLED as FILLED_OF_ROUNDS
from matrix_table import Case
from matrix_world import NOW, REASON, YEAR, Place, World, a_file, pci_table

from caicach.core.plans import shipped_texts
from caicach.web.register.models import Agency

Values = dict[str, Any]
About = Callable[[World, Place | None, str, str], Values]


class Sender(NamedTuple):
    """Who sends a form, about what of whose."""

    world: World
    place: Place | None
    person: str

    @property
    def own_agency(self) -> int:
        """Return the key of the agency the person plans for."""
        places = self.world.places
        by_person = {"standing_body": places["province"], "commune": places["commune"]}
        return int(by_person.get(self.person, places["department"]).agency.pk)

    @property
    def below(self) -> int:
        """Return the key of an agency right below the place's."""
        assert self.place is not None
        code = "H99.02.01" if self.place.code == "H99.02" else "H99.02"
        return int(Agency.objects.get(code=code).pk)


def _own(name: str, key: str = "pk") -> About:
    return lambda _world, place, _person, _step: {key: getattr(place, name).pk}


def _stepped(by_step: Mapping[str, str]) -> About:
    return lambda _world, place, _person, step: {
        "pk": getattr(place, by_step[step]).pk,
        "step": step,
    }


def _code(_world: World, place: Place | None, _person: str, _step: str) -> Values:
    assert place is not None
    return {"code": place.code}


def _standing(name: str) -> About:
    def about(_world: World, place: Place | None, _person: str, _step: str) -> Values:
        row = getattr(place, name)
        return {"target": row.target_id, "code": row.agency.code}

    return about


def _entry(world: World, _place: Place | None, _person: str, step: str) -> Values:
    return {"key": getattr(world, step).pk}


def _fixed(**values: Any) -> About:
    return lambda _world, _place, _person, _step: values


def _kind(_world: World, _place: Place | None, _person: str, step: str) -> Values:
    return {"kind": step}


def _belonging_to(kept: str, key: str) -> About:
    """About what each person has of their own; "other" is the leader's."""

    def about(world: World, _place: Place | None, person: str, step: str) -> Values:
        of_all = getattr(world, kept)
        owner = person if step == "own" and person in of_all else "leader"
        return {key: of_all[owner].pk}

    return about


ABOUT: dict[str, About] = {
    "accounts:person": _own("person"),
    "accounts:edit": _own("person"),
    "accounts:invite": _own("person"),
    "accounts:deactivate": _own("person"),
    "accounts:reactivate": _own("person"),
    "accounts:reset-factors": _own("person"),
    "accounts:give-post": _own("person"),
    "accounts:end-post": _own("post"),
    "accounts:move-post": _own("post"),
    "agencies:branch": _code,
    "agencies:agency": _code,
    "agencies:decide": _kind,
    "agencies:export": _kind,
    "agencies:undo": _own("operation", "key"),
    "agencies:pending": _belonging_to("pending", "key"),
    "audit_log:event": lambda _w, place, _p, _s: {"number": place.event.number},
    "audit_log:object": lambda _w, place, _p, _s: {"kind": "plans.plan", "key": place.plan.pk},
    "boards:agency": _code,
    "drafts:keep": _fixed(key="plans.plan:new"),
    "drafts:discard": _fixed(key="plans.plan:new"),
    "monitoring:target": _standing("computed"),
    "monitoring:chart": _standing("computed"),
    "monitoring:months": _standing("computed"),
    "monitoring:rows": _standing("computed"),
    "monitoring:override": _standing("computed"),
    "monitoring:withdraw": _standing("override"),
    "notices:open": _belonging_to("notices", "pk"),
    "notices:read": _belonging_to("notices", "pk"),
    "notices:send-again": lambda world, _place, _p, _s: {"pk": world.mail.pk},
    "plans:move": _stepped({"open": "draft", "close": "plan", "reopen": "closed"}),
    "plans:target": _own("target"),
    "plans:target-edit": _own("target"),
    "plans:target-assign": _own("target"),
    "plans:target-remove": _own("loose"),
    "plans:figure-report": lambda _w, place, _p, _s: {"pk": place.reported.pk, "code": place.code},
    "plans:task": _own("task"),
    "plans:task-edit": _own("task"),
    "plans:task-remove": _own("idle"),
    "plans:turn": _own("turn"),
    "plans:turn-submit": _own("turn"),
    "plans:turn-postpone": _own("turn"),
    "plans:turn-step": _stepped(
        {"return": "sent", "accept": "sent", "cancel": "turn", "reopen": "off"}
    ),
    "plans:update-file": _own("update"),
    "plans:report": _own("report"),
    "plans:report-file": _own("report"),
    "plans:report-step": _stepped({"approve": "report", "return": "report"}),
    "plans:document": _own("document"),
    "plans:document-edit": _own("document"),
    "plans:document-replace": _own("document"),
    "plans:document-file": _own("document"),
    "plans:document-preview": _own("document"),
    "plans:document-page-image": _own("document"),
    "plans:document-withdraw": _own("document"),
    "site:retry-job": lambda world, _place, _p, _s: {"pk": world.job.pk},
    "watch:pair": _fixed(series="pci", form="csv"),
    "watch:entry": _entry,
    "watch:accept": _entry,
    "watch:end": _entry,
    "watch:file": _entry,
    "watch:by-hand": _fixed(series="pci", when=str(YEAR - 4)),
    "watch:index": _fixed(series="pci"),
    "watch:chart": _fixed(series="pci", kind="history", form="csv"),
    "watch:year": _fixed(series="pci", year=2019),
    "watch:figure": _fixed(series="pci", year=2019, key="87"),
    "mfa_remove_webauthn": _fixed(pk=1),
    "mfa_edit_webauthn": _fixed(pk=1),
    "account_confirm_email": _fixed(key="x"),
    "account_reset_password_from_key": _fixed(uidb36="1", key="x"),
    "openid_connect_login": _fixed(provider_id="office"),
    "openid_connect_callback": _fixed(provider_id="office"),
}
ABOUT["plans:handing"] = lambda _w, place, _p, _s: {"pk": place.plan.pk, "job": place.handing.pk}
PLANS = ("plan", "tasks", "coverage", "history", "edit", "cascade")
ABOUT |= {f"plans:{name}": _own("plan") for name in PLANS}
ABOUT |= {f"plans:{name}": _own("draft") for name in ("target-new", "target-check", "task-new")}
ABOUT |= ABOUT_ROUNDS | ABOUT_RESULTS | ABOUT_APPRAISALS | ABOUT_COUNCIL


def people_table() -> SimpleUploadedFile:
    text = "Họ tên;Thư điện tử;Cơ quan;Vai trò;Từ ngày\n"
    text += "Người Mới;moi@namha.example;H99.102;Công chức đầu mối;01/01/2027\n"
    return SimpleUploadedFile("nguoi.csv", text.encode())


SHORTEST_PLAN = min((text for _, text in shipped_texts()), key=len)
DAY = f"{NOW + timedelta(days=90):%d/%m/%Y}"
NEW_POST = {"role": "focal_officer", "agency": "H99.102", "valid_from": DAY}
NEW_DOCUMENT = {"notation": "9/KH", "kind": "plan", "title": "Kế hoạch mới", "level": "province"}
WHY = {"reason": REASON}
# what a person fills in, beside what the form holds already; what is called makes a file anew
FILLED: dict[str, Values] = {
    "accounts:add": {**NEW_POST, "full_name": "Người Mới", "email": "moi@namha.example"},
    "accounts:deactivate": WHY,
    "accounts:edit": {"full_name": "Tên Khác"},
    "accounts:give-post": NEW_POST,
    "accounts:import": {"file": lambda _: people_table()},
    "accounts:import-confirm": {"rows": lambda _: signing.dumps(PEOPLE, salt="accounts.import")},
    "accounts:language": {"language": "en"},
    "accounts:move-post": NEW_POST,
    "accounts:reset-factors": WHY,
    "agencies:decide abolish": {
        "agency": "H99.102",
        "on": DAY,
        "decision": "Quyết định 2",
        "step": "confirm",
    },
    "agencies:map": {"province": "82"},
    "agencies:undo": WHY,
    "agencies:upload": {"file": lambda _: a_file("bang.csv")},
    "monitoring:override": {"value": "91", **WHY},
    "monitoring:withdraw": WHY,
    "plans:cascade": {"targets": lambda s: s.place.target.pk, "agencies": lambda s: s.below},
    "plans:document-edit": {"title": "Tên khác"},
    "plans:document-new": {**NEW_DOCUMENT, "first_year": YEAR, "last_year": YEAR},
    "plans:document-replace": {"file": lambda _: a_file("khac.txt"), **WHY},
    "plans:document-withdraw": WHY,
    "plans:edit": {"title": "Tên khác"},
    "plans:figure-report": {"numerator": "42", "denominator": "50"},
    "plans:file": {"agency": lambda s: s.own_agency, "text": SHORTEST_PLAN, "save": "1"},
    "plans:new": {"title": "Kế hoạch mới", "agency": lambda s: s.own_agency},
    "plans:move reopen": WHY,
    "plans:report-step return": WHY,
    "plans:target-assign": {"agencies": lambda s: s.below},
    "plans:target-edit": {"label": "Tên khác"},
    "plans:target-new": {
        "label": "Chỉ tiêu mới",
        "area": "procedure_reform",
        "indicator": "on_time_share",
        "threshold": "98",
    },
    "plans:task-edit": {"label": "Tên khác"},
    "plans:task-new": {
        "number": "9",
        "label": "Nhiệm vụ mới",
        "area": "procedure_reform",
        "due_on": f"20/12/{YEAR}",
    },
    "plans:turn-postpone": {"due_on": DAY, **WHY},
    "plans:turn-step cancel": WHY,
    "plans:turn-step reopen": WHY,
    "plans:turn-step return": WHY,
    "plans:turn-submit": {"text": "Đã trình"},
    "watch:end": WHY,
    "watch:new-year": {
        "series": "pci",
        "year": YEAR - 4,
        "source": "Báo cáo PCI",
        "file": lambda _: pci_table(),
    },
}
"""By name, or by name and step."""
FILLED |= FILLED_OF_ROUNDS | FILLED_OF_RESULTS | FILLED_OF_APPRAISALS | FILLED_OF_COUNCIL
PEOPLE = [
    {
        "name": "Người Mới",
        "email": "moi@namha.example",
        "agency": "H99.102",
        "role": "focal_officer",
        "valid_from": None,
        "valid_to": None,
        "post": "",
        "where": "2",
    }
]

ASKED = {
    "agencies:pick": "q=xa",
    "plans:target-check": "form=level",
    "plans:target-new": "form=level",
    "monitoring:rows": f"period={YEAR}-08&part=numerator",
    "watch:pair": "a=87&b=79",
    "watch:chart": "province=87&year=2019",
}
"""What stands behind the address, where a page asks for more."""


def address(case: Case, world: World, person: str) -> str:
    """Return where a case is sent by a person."""
    place = world.places.get(case.place)
    about = ABOUT.get(case.name)
    given = about(world, place, person, case.step) if about else {}
    where = reverse(case.name, kwargs=given)
    return f"{where}?{ASKED[case.name]}" if case.name in ASKED else where


def begun_form(client: Client, where: str) -> Values:
    """Return what the page's own form would send as it stands."""
    page = client.get(where)
    if drain(page) or page.status_code != 200 or b"<main" not in page.content:
        return {}
    return _begun(page.content.decode(), where.partition("?")[0])


def drain(response: Any) -> bool:
    """Read a file to its end, which closes it; say whether it was one."""
    if response.streaming:
        b"".join(response.streaming_content)
    return bool(response.streaming)


def filled(case: Case, begun: Values, sender: Sender) -> Values:
    """Return the form with what a person fills in."""
    typed = FILLED.get(f"{case.name} {case.step}") or FILLED.get(case.name) or {}
    return begun | {name: each(sender) if callable(each) else each for name, each in typed.items()}


def _begun(page: str, path: str) -> Values:
    """Return the values of the form that comes back to the same address."""
    forms = html.document_fromstring(page).xpath("//main//form[@method='post']")
    own = [form for form in forms if (form.get("action") or path).partition("?")[0] == path]
    values: dict[str, list[str]] = {}
    for name, value in own[0].form_values() if own else ():
        if name != "csrfmiddlewaretoken":
            values.setdefault(name, []).append(value)
    return dict(values)
