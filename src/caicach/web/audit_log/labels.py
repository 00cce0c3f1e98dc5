"""What the values of an event are called."""

from typing import Any

from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from caicach.web.agencies.previews import LABELS
from caicach.web.look.day import today
from caicach.web.look.templatetags.look import lang
from caicach.web.register.queries import tree_on

WORDS: dict[str, str | Promise] = LABELS | {
    "role": gettext_lazy("Vai trò"),
    "agency": gettext_lazy("Cơ quan"),
    "valid_from": gettext_lazy("Từ ngày"),
    "title": gettext_lazy("Chức vụ"),
    "decision": gettext_lazy("Quyết định"),
    "by": gettext_lazy("Cách đăng nhập"),
    "factor": gettext_lazy("Cách xác thực"),
    "count": gettext_lazy("Số lượng"),
    "source": gettext_lazy("Nguồn"),
    "agencies": gettext_lazy("Cơ quan được thêm"),
    "links": gettext_lazy("Quan hệ trực thuộc được thêm"),
    "lineage": gettext_lazy("Sự kiện được thêm"),
    "changed": gettext_lazy("Cơ quan được sửa"),
    "operation": gettext_lazy("Số của việc ghi nhầm"),
    "targets": gettext_lazy("Chỉ tiêu"),
    "tasks": gettext_lazy("Nhiệm vụ"),
    "key": gettext_lazy("Khóa"),
    "value": gettext_lazy("Giá trị"),
    "sha256": gettext_lazy("Mã băm SHA-256"),
    "submitted_at": gettext_lazy("Gửi lúc"),
    "returned_at": gettext_lazy("Trả lại lúc"),
    "done_at": gettext_lazy("Xong lúc"),
    "ballots": gettext_lazy("Phiếu"),
    "questions": gettext_lazy("Nội dung"),
    "members_present": gettext_lazy("Thành viên có mặt"),
    "left_open": gettext_lazy("Nội dung chưa quyết định"),
    "items": gettext_lazy("Mục"),
    "item": gettext_lazy("Mục"),
    "sitting": gettext_lazy("Phiên"),
    "phase": gettext_lazy("Giai đoạn"),
    "waiting_again": gettext_lazy("Giai đoạn làm lại"),
    "until": gettext_lazy("Hạn mới"),
    "stage": gettext_lazy("Lần chấm"),
    "lacks": gettext_lazy("Điều còn thiếu khi gửi"),
    "points": gettext_lazy("Điểm"),
    "given": gettext_lazy("Số liệu chấm"),
    "score": gettext_lazy("Trạng thái điểm"),
    "verdict": gettext_lazy("Kết quả thẩm định"),
    "reason": gettext_lazy("Lý do"),
    "evidence": gettext_lazy("Tài liệu kiểm chứng"),
    "unanswered": gettext_lazy("Mục chưa trả lời"),
    "edition": gettext_lazy("Bộ tiêu chí"),
    "card": gettext_lazy("Bảng chấm"),
    "cards": gettext_lazy("Bảng chấm phải duyệt lại"),
    "put_aside": gettext_lazy("Số liệu để riêng"),
    "rescored": gettext_lazy("Điểm tính lại"),
    "put": gettext_lazy("Cơ quan được xếp khối"),
    "left_out": gettext_lazy("Cơ quan bỏ khỏi đợt"),
    "at_once": gettext_lazy("Mở ngay"),
    "file": gettext_lazy("Tệp"),
    "text": gettext_lazy("Nội dung"),
    "series": gettext_lazy("Mã chỉ số"),
    "period": gettext_lazy("Kỳ số liệu"),
    "number": gettext_lazy("Lần"),
    "notation": gettext_lazy("Số, ký hiệu"),
    "plan": gettext_lazy("Kế hoạch năm sau"),
    "task": gettext_lazy("Nhiệm vụ khắc phục"),
    "due_on": gettext_lazy("Hạn"),
    "rounds.round.agencies": gettext_lazy("Cơ quan"),
    "rounds.evidence.by": gettext_lazy("Thay bằng"),
    "plans.plan.parent": gettext_lazy("Thực hiện kế hoạch"),
}
"""Names of values whose field says nothing, or that are no field of the event's object."""


def label_of(kind: str, name: str, field: "Field[Any, Any] | None") -> str:
    """Return what a value of this kind of object is called; an agency's code says its name."""
    words: object = WORDS.get(f"{kind}.{name}")
    if words is None and field is not None and field.verbose_name != name.replace("_", " "):
        words = field.verbose_name
    found = str(words or WORDS.get(name) or agency_named(name))
    return found[:1].upper() + found[1:]


def agency_named(code: str) -> str:
    """Return "Sở Xây dựng (H99.05)"; a code of no agency of today stays as it is."""
    tree = tree_on(today())
    return f"{tree.agency(code).name.text(lang())} ({code})" if code in tree else code
