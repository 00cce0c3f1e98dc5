"""The words offices write for kinds of agencies and for what becomes of them."""

from collections.abc import Iterable, Mapping

from caicach.core.agencies import AgencyKind, LineageKind
from caicach.core.documents import Label
from caicach.core.issues import Said
from caicach.files.tables import fold

EVENT_LABELS = {
    LineageKind.MERGE: Label(vi="sáp nhập", en="merge"),
    LineageKind.SPLIT: Label(vi="chia tách", en="split"),
    LineageKind.RENAME: Label(vi="đổi tên", en="rename"),
    LineageKind.ABOLISH: Label(vi="giải thể", en="abolish"),
}

_KIND_WORDS = {
    AgencyKind.MINISTRY: ("bộ", "cơ quan ngang bộ"),
    AgencyKind.PROVINCE: ("tỉnh", "cấp tỉnh", "thành phố trực thuộc trung ương"),
    AgencyKind.DEPARTMENT: ("sở", "ban", "ngành", "sở ban ngành", "cơ quan chuyên môn"),
    AgencyKind.DISTRICT: (
        *("huyện", "quận", "thị xã", "cấp huyện", "thành phố thuộc tỉnh"),
        "thành phố thuộc thành phố trực thuộc trung ương",
    ),
    AgencyKind.VERTICAL: ("ngành dọc",),
    AgencyKind.DIVISION: ("phòng",),
    AgencyKind.PUBLIC_SERVICE_UNIT: ("đơn vị sự nghiệp", "sự nghiệp"),
    AgencyKind.OTHER: ("khác", "other"),
}
_EVENT_WORDS = {
    LineageKind.MERGE: ("hợp nhất", "nhập", "sáp nhập vào"),
    LineageKind.SPLIT: ("chia", "tách"),
    LineageKind.RENAME: ("chuyển đổi", "chuyển"),
    LineageKind.ABOLISH: ("kết thúc hoạt động", "chấm dứt hoạt động", "abolished"),
}


def _book(words: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    return {fold(each): value for value, own in words for each in (value, *own)}


KINDS: Mapping[str, AgencyKind] = {
    word: AgencyKind(value)
    for word, value in _book(
        (kind, (kind.label.vi, kind.label.en or kind, *_KIND_WORDS.get(kind, ())))
        for kind in AgencyKind
    ).items()
}
"""Folded word to kind. A bare `thành phố` may be a province or a district: it is asked back."""

EVENTS: Mapping[str, LineageKind] = {
    word: LineageKind(value)
    for word, value in _book(
        (kind, (label.vi, label.en or kind, *_EVENT_WORDS[kind]))
        for kind, label in EVENT_LABELS.items()
    ).items()
}
"""Folded word to event."""


def listed(labels: Iterable[Label]) -> Said:
    """Return the words one may write, to stand in a fault."""
    known = list(labels)
    return Said("; ".join(each.vi for each in known), "; ".join(each.text("en") for each in known))
