"""Invented names of people, and the addresses they sign in with."""

from typing import NamedTuple

from caicach.web.look.folding import fold
from caicach.web.site.demo.chance import draw, pick

DOMAIN = "namha.example"
FAMILIES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng"),
    *("Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Mai", "Tạ"),
)
WOMEN = (
    ("Thị", "Thị", "Thị Thu", "Thị Kim", "Ngọc", "Thanh", "Thị Bích"),
    ("Hương", "Lan", "Thảo", "Hằng", "Nga", "Yến", "Hạnh", "Mai", "Loan", "Trang", "Vân", "Tâm"),
)
MEN = (
    ("Văn", "Văn", "Đức", "Minh", "Quốc", "Hữu", "Xuân", "Công"),
    ("Bình", "Dũng", "Hải", "Hùng", "Khang", "Long", "Nam", "Phong", "Sơn", "Tuấn", "Việt", "An"),
)


class Someone(NamedTuple):
    """A person's name and address."""

    name: str
    email: str


def someone(place: str) -> Someone:
    """Return who sits at that desk: `daumoi.soxaydung`. Each has a name of its own choosing."""
    middles, givens = WOMEN if draw(place, "woman") < 0.5 else MEN
    parts = (pick(FAMILIES, place, 1), pick(middles, place, 2), pick(givens, place, 3))
    return Someone(" ".join(parts), f"{place}@{DOMAIN}")


def desk(agency: str) -> str:
    """Return an agency's name as addresses write it: `soxaydung`."""
    return "".join(each for each in fold(agency) if each.isalnum())
