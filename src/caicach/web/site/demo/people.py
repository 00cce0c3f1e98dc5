"""The people of the demonstration: one in each role, and the officers of every agency."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from caicach.core.agencies import Agency, DayTree
from caicach.files.registers import Person as Row
from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.actions.adding import NewPerson, add_person
from caicach.web.accounts.actions.importing import import_people
from caicach.web.accounts.actions.posts import PostPlan, move_person
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.audit.actor import Actor
from caicach.web.look.day import today
from caicach.web.register.models import Lineage
from caicach.web.register.queries import tree_on
from caicach.web.site.demo.chance import draw
from caicach.web.site.demo.names import desk, someone

NEW_ORDER = date(2025, 7, 1)
BEFORE = date(2023, 1, 3)
HEADED = 0.9
"""Share of the communes whose head has an account; all departments' heads have one."""

# desk, role, the agency's name (empty for the province itself), what the person is
ROLES = (
    ("thuongtruc", Role.STANDING_BODY, "", "Phó Giám đốc Sở Nội vụ"),
    ("lanhdao", Role.LEADER, "", "Chủ tịch Ủy ban nhân dân tỉnh"),
    ("thamdinh", Role.APPRAISER, "Sở Nội vụ", "Phó Trưởng phòng Cải cách hành chính"),
    ("thuky", Role.COUNCIL_SECRETARY, "", "Thư ký Hội đồng thẩm định"),
    ("thanhvien", Role.COUNCIL_MEMBER, "", "Thành viên Hội đồng thẩm định"),
    ("thanhvien2", Role.COUNCIL_MEMBER, "", "Thành viên Hội đồng thẩm định"),
    ("thanhvien3", Role.COUNCIL_MEMBER, "", "Thành viên Hội đồng thẩm định"),
    ("chutichhoidong", Role.COUNCIL_MEMBER, "", "Chủ tịch Hội đồng thẩm định"),
    ("kiemtra", Role.INSPECTOR, "", "Trưởng đoàn kiểm tra cải cách hành chính"),
)
LEADING = (
    "Sở Tư pháp",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "Sở Tài chính",
    "Sở Khoa học và Công nghệ",
)
"""Who leads the appraisal of areas beside the department of home affairs."""
REPORTING = (
    ("tonghop", Role.FOCAL_OFFICER, "", "Chuyên viên tổng hợp số liệu của tỉnh"),
    ("phochutich", Role.AGENCY_HEAD, "", "Phó Chủ tịch Ủy ban nhân dân tỉnh"),
)
"""Who reports and approves the province's own figures."""
SHOWN_FIRST = "Sở Xây dựng"
"""Whose officers the sign-in page names: it takes the first of each role."""
ADMINISTRATOR = someone("quantri")
FOCAL, HEAD = "daumoi", "thutruong"


def add_administrator(province: str) -> Actor:
    """Add the first person, as the command line does, and return who acts from now on."""
    plan = PostPlan(Role.ADMINISTRATOR, province, NEW_ORDER, title="Quản trị phần mềm")
    add_person(Actor.system("caicach demo"), NewPerson(*ADMINISTRATOR), plan)
    return administrator()


def administrator() -> Actor:
    """Return the first person as one who acts, in reach of what the register holds now."""
    return actor_of(Person.objects.get(email=ADMINISTRATOR.email))


def add_people(by: Actor, province: str) -> None:
    """Add everybody else; all come in by the password the sign-in page tells."""
    tree = tree_on(today())
    rows = (
        *_roles(ROLES, tree, province),
        *_appraisers(tree, province),
        *_officers(tree, province),
        *_roles(REPORTING, tree, province),
    )
    import_people(by, rows, today())
    _move_one(by)
    Person.objects.update(password=make_password(settings.DEMO_PASSWORD))


def _roles(roles: Iterable[tuple[str, Role, str, str]], tree: DayTree, top: str) -> Iterator[Row]:
    codes = {each.name.vi: each.code for each in tree.children(top)}
    for name, role, agency, title in roles:
        yield _row(name, role, codes.get(agency, top), title, NEW_ORDER)


def _appraisers(tree: DayTree, top: str) -> Iterator[Row]:
    for agency in tree.children(top):
        if agency.name.vi in LEADING:
            title = "Thẩm định viên cải cách hành chính"
            name = f"thamdinh.{desk(agency.name.vi)}"
            yield _row(name, Role.APPRAISER, agency.code, title, NEW_ORDER)


def _officers(tree: DayTree, province: str) -> Iterator[Row]:
    moved = _moved_to()
    below = sorted(tree.children(province), key=lambda each: each.name.vi != SHOWN_FIRST)
    for agency in below:
        name = desk(agency.name.vi)
        if agency.code != moved:
            title = "Công chức đầu mối cải cách hành chính"
            yield _row(f"{FOCAL}.{name}", Role.FOCAL_OFFICER, agency.code, title, NEW_ORDER)
        if agency.kind == "department" or draw("headed", agency.code) < HEADED:
            title = _title_of_head(agency)
            yield _row(f"{HEAD}.{name}", Role.AGENCY_HEAD, agency.code, title, NEW_ORDER)
    if moved:
        arrow = _merger()
        title = "Chuyên viên Phòng Nội vụ huyện"
        name = f"{FOCAL}.{desk(tree.agency(moved).name.vi)}"
        yield _row(name, Role.FOCAL_OFFICER, arrow.source.code, title, BEFORE, date(2025, 6, 30))


def _row(
    place: str, role: Role, code: str, title: str, first: date, last: date | None = None
) -> Row:
    name, email = someone(place)
    return Row(name, email, code, str(role), first, last, title, f"demo: {place}")


def _title_of_head(agency: Agency) -> str:
    name = agency.name.vi
    if agency.kind != "department":
        return f"Chủ tịch Ủy ban nhân dân {name[:1].lower()}{name[1:]}"
    for start, title in (("Sở", "Giám đốc"), ("Thanh tra", "Chánh"), ("Văn phòng", "Chánh")):
        if name.startswith(start):
            return f"{title} {name}"
    return f"Trưởng {name}"


def _merger() -> Lineage:
    """Return a district that went into one of today's communes."""
    arrows = Lineage.objects.filter(on=NEW_ORDER, kind="merge", target__isnull=False)
    return arrows.select_related("source", "target").order_by("source__code")[0]


def _moved_to() -> str:
    target = _merger().target
    return "" if target is None else target.code


def _move_one(by: Actor) -> None:
    """Let the officer of a district that ended go over to the commune it went into."""
    arrow = _merger()
    post = Post.objects.get(agency=arrow.source)
    plan = PostPlan(
        Role.FOCAL_OFFICER,
        _moved_to(),
        NEW_ORDER,
        title="Công chức đầu mối cải cách hành chính",
        decision="15/QĐ-SNV ngày 25/6/2025 (mẫu)",
    )
    move_person(by, post, plan, reason="Kết thúc hoạt động cấp huyện (mẫu)")
