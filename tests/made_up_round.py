"""A round of made-up figures on the shipped sample set, for the tests of what is published."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from caicach.core.criteria import load_shipped
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs, score_inputs
from caicach.core.scoring.change import compare_with
from caicach.core.scoring.document import result_document
from caicach.core.scoring.kept import read_result
from caicach.files.official import Particulars, Signer

EDITION = "sample-department/2026"
NAMES = (
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Tư pháp",
    "Sở Xây dựng",
    "Sở Y tế",
    "Sở Giáo dục và Đào tạo",
    "Sở Nông nghiệp và Môi trường",
    "Sở Khoa học và Công nghệ",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Công Thương",
    "Sở Dân tộc và Tôn giáo",
    "Thanh tra tỉnh",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "Ban Quản lý khu kinh tế",
)
SHARES = ("linear", "linear_to_target", "floor_then_linear", "steps")
COUNTS = ("count", "deduction", "zero_tolerance", "bonus", "penalty")


def made_up_result(
    agencies: int = 7,
    *,
    seed: int = 1,
    without: Mapping[str, str] | None = None,
    previous: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return a result document; `without` leaves an item of an agency out, by code of agency."""
    edition = load_shipped(EDITION)
    chance = Random(seed)  # noqa: S311 - made-up figures, the same every time
    inputs = Inputs()
    for number in range(agencies):
        code = f"A{number + 1:04}"
        items = {node.code: made_up(node, chance) for _, node, _ in edition.walk() if node.rule}
        items.pop((without or {}).get(code, ""), None)
        name = NAMES[number] if number < len(NAMES) else f"Cơ quan mẫu số {number + 1}"
        inputs.agencies[code] = AgencyInput(code, name=name, items=items)
    result = score_inputs(edition, inputs)
    if previous is not None:
        compare_with(result, read_result(previous))
    return result_document(result)


def made_up(node: Any, chance: Random) -> Given:
    """Return figures that the item's rule takes."""
    kind = node.rule.kind
    if kind == "steps" and node.rule.of == "count":
        return Given(value=Decimal(chance.randint(0, 30)))
    if kind in SHARES:
        base = chance.randint(20, 900)
        return Given(
            numerator=Decimal(base * chance.randint(70, 100) // 100), denominator=Decimal(base)
        )
    if kind in COUNTS:
        return Given(value=Decimal(chance.choice((0, 0, 1, 2))))
    if kind == "levels":
        return Given(choice=chance.choice(node.rule.levels).label.vi)
    if kind == "yes_no":
        return Given(choice=chance.choice(("có", "có", "không")))
    if kind == "survey":
        return Given(value=Decimal(chance.randint(380, 480)) / 100)
    if kind == "judged":
        return Given(points=Decimal(chance.randint(1, 2)) / 2)
    return Given(value=Decimal(chance.randint(8000, 9500)) / 100)


def particulars(**changed: Any) -> Particulars:
    """Return what the province of the sample prints."""
    entry: dict[str, Any] = {
        "issuer": "Ủy ban nhân dân tỉnh Mẫu",
        "notation": "123/QĐ-UBND",
        "place": "Mẫu Thành",
        "signed_on": date(2027, 1, 5),
        "title": "Kết quả đánh giá, xếp hạng cải cách hành chính các sở, ban, ngành năm 2026",
        "round_name": "Đợt chấm điểm các sở, ban, ngành năm 2026",
        "year": 2026,
        "signer": Signer("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu", "TM. ỦY BAN NHÂN DÂN"),
        "authority": "Chủ tịch Ủy ban nhân dân tỉnh Mẫu",
        "recipients": ("Bộ Nội vụ", "Các sở, ban, ngành", "Lưu: VT, NC"),
        "sample": "Số liệu mẫu, dùng để trình diễn; không phải kết quả chính thức",
        "facts_versions": {"Kho hồ sơ": "41"},
        "check_at": "https://caicach.example/cong-bo",
    }
    return Particulars(**{**entry, **changed})
