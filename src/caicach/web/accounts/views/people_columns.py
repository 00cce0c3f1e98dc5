"""The columns of the list of people, on the page and in its files."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import DayTree
from caicach.web.accounts.queries import agency_name
from caicach.web.look.listing import Column


def people_columns(tree: DayTree) -> list[Column[Any]]:
    """Return the columns; posts are those in `held`, named as on `tree`."""

    def agencies(person: Any) -> str:
        return "; ".join(agency_name(post.agency.code, tree) for post in person.held)

    def roles(person: Any) -> str:
        return "; ".join(str(post.get_role_display()) for post in person.held)

    return [
        Column("name", _("Họ và tên"), lambda p: p.full_name, ("sort_name",)),
        Column("email", _("Thư điện tử"), lambda p: p.email, ("email",)),
        Column("agency", _("Cơ quan"), agencies),
        Column("role", _("Vai trò"), roles),
        Column("active", _("Tài khoản"), _state, ("is_active",)),
        Column("seen", _("Đăng nhập cuối"), lambda p: p.last_login, ("last_login",)),
    ]


def _state(person: Any) -> str:
    return str(_("Đang dùng") if person.is_active else _("Đã ngừng"))
