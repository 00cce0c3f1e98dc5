"""Jobs in plain words: what one does, and why it did not come to its end."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from caicach.core.documents import Label, Shape, parse, read_document
from caicach.core.issues import Issue
from caicach.web.jobs.models import Job
from caicach.web.look.templatetags.look import said

FILE = Path(__file__).with_name("kinds.yaml")


class Kinds(Shape):
    """What each kind of job does."""

    kinds: dict[str, Label]


def read_kinds() -> tuple[dict[str, Label], list[Issue]]:
    """Return the words of every kind, with the faults of the file."""
    document, faults = read_document(FILE.read_text("utf-8"), FILE.name)
    whole, more = parse(document, Kinds) if document else (None, [])
    return (whole.kinds if whole else {}), [*faults, *more]


@cache
def kind_words() -> Mapping[str, Label]:
    """Return the words of every kind of job."""
    return read_kinds()[0]


def said_kind(kind: str) -> str:
    """Return what a kind of job does; its name where no app makes it known any longer."""
    words = kind_words().get(kind)
    return said(words) if words else kind


# the last line of a job's error: what it means to who keeps the installation running
MEANINGS = (
    (
        r"^the worker stopped without a word",
        _(
            "Tiến trình làm việc nền dừng giữa chừng: máy tắt, hết bộ nhớ hoặc bị dừng từ bên "
            "ngoài. Hãy kiểm tra máy chủ rồi làm lại."
        ),
    ),
    (
        r"^another of its kind was waiting",
        _("Một việc cùng loại đã chờ sẵn nên không cần làm lại."),
    ),
    (
        r"^[\w.]*(Operational|Interface|Database)Error\b",
        _("Cơ sở dữ liệu bận hoặc không trả lời. Hãy thử làm lại; nếu vẫn vậy, xem cơ sở dữ liệu."),
    ),
    (
        r"^[\w.]*(SMTP\w*|Connection\w*|Timeout\w*|gaierror|URLError|SSL\w*)\b",
        _("Không nối được với máy chủ bên ngoài. Hãy kiểm tra mạng và cài đặt thư rồi làm lại."),
    ),
    (
        r"^MemoryError\b",
        _("Máy không đủ bộ nhớ. Hãy tăng bộ nhớ hoặc chia nhỏ số liệu rồi làm lại."),
    ),
    (
        r"^(FileNotFound|Permission|IsADirectory|NotADirectory|OS|IO)Error\b",
        _("Không đọc hoặc ghi được tệp. Hãy kiểm tra dung lượng đĩa và quyền của thư mục lưu trữ."),
    ),
    (
        r"^[\w.]*(NotAllowedError|PermissionDenied)\b",
        _("Người yêu cầu nay không còn quyền làm việc này."),
    ),
    (r"^[\w.]*DoesNotExist\b", _("Thứ mà việc này cần nay không còn trong hệ thống.")),
)
OTHER = _(
    "Chương trình gặp lỗi chưa có lời giải thích. Hãy gửi chi tiết kỹ thuật cho người phụ trách."
)


def said_error(job: Job) -> str:
    """Return in plain words why a job did not come to its end; nothing where it did."""
    line = cause_of(job)
    if not line:
        return ""
    found = (words for pattern, words in MEANINGS if re.search(pattern, line))
    return str(next(found, OTHER))


def cause_of(job: Job) -> str:
    """Return the line of the error that names its kind; the last that is not indented."""
    lines = [line for line in job.error.splitlines() if line and not line.startswith(" ")]
    named = [line for line in lines if re.match(r"[\w.]+(Error|Exception|DoesNotExist)\b", line)]
    return (named or lines or [""])[-1]
