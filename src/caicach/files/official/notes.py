"""What must be said beside the figures: method, rounding, what is missing, breaks, sources."""

from collections.abc import Iterator
from decimal import Decimal

from caicach.core.numbers import format_number
from caicach.files.official.particulars import Entry, Particulars
from caicach.files.reports.report import OF_ALL, Report

MOST_NAMED = 12
"""So many agencies are named with what they lack; of more, the workbook tells."""
MOST_ITEMS = 12
ROUNDED_AT = {"item": "từng mục", "area": "từng lĩnh vực", "total": "tổng điểm"}
MODES = {
    "half_up": "từ 5 trở lên làm tròn lên",
    "half_even": "đúng 5 thì làm tròn về chữ số chẵn",
    "down": "cắt bỏ phần lẻ",
    "up": "làm tròn lên",
}


def notes_of(report: Report, particulars: Particulars) -> list[str]:
    """Return the notes in order, each a whole sentence or more."""
    return [
        _method(report.entry),
        _rounding(report),
        _gaps(),
        *_missing(report.entry),
        *_remarks(report),
        *_sources(particulars),
    ]


def _method(entry: Entry) -> str:
    among = "Xếp hạng trong từng khối" if entry["blocks"] else "Xếp hạng"
    choices = "; ".join(f"{name}: {option}" for name, option in entry["choices"].items())
    taken = f" Phương án đã chọn: {choices}." if choices else ""
    return (
        f"Cách tính: chấm theo {_lowered(entry['label'])}. Điểm của mỗi mục "
        "tính từ số liệu theo quy tắc của mục; tổng điểm là tổng các lĩnh vực, cộng điểm "
        "thưởng và trừ điểm phạt nếu có. Chỉ số bằng tổng điểm chia cho điểm tối đa của các mục "
        f"áp dụng, nhân 100. {among} theo {_ranked_by(entry)}.{taken}"
    )


def _ranked_by(entry: Entry) -> str:
    return "chỉ số" if entry["ranked_by"] == "index" else "tổng điểm"


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


def _rounding(report: Report) -> str:
    rounding = report.entry["rounding"]
    at = ROUNDED_AT.get(rounding["at"])
    rule = "Điểm không làm tròn khi tính"
    if at is not None:
        mode = MODES.get(rounding["mode"], rounding["mode"])
        rule = f"Điểm làm tròn ở {at} đến {rounding['places']} chữ số thập phân ({mode})"
    return (
        f"Làm tròn và cùng hạng: {_lowered(rule)}; số in trong bảng có {report.places} chữ số "
        f"thập phân. Thứ hạng so bằng {_ranked_by(report.entry)} chưa làm tròn; các cơ quan "
        "bằng nhau thì cùng hạng, xếp theo tên, và hạng kế tiếp để trống."
    )


def _gaps() -> str:
    return (
        "“Chưa có số liệu” không phải là 0 điểm: mục đó vẫn nằm trong điểm tối đa. “KAD” là "
        "không áp dụng: mục đó không tính vào điểm tối đa của cơ quan."
    )


def _missing(entry: Entry) -> Iterator[str]:
    """Name what agencies lack; items worth nothing or that a group covers are not owed."""
    for state, lead in (("not_reported", "Mục chưa có số liệu"), ("not_applicable", "Mục KAD")):
        lacking = {
            agency["name"] or agency["code"]: codes
            for agency in entry["agencies"]
            if (codes := _codes(agency, state))
        }
        named = [f"{name}: {_listed(codes)}" for name, codes in list(lacking.items())[:MOST_NAMED]]
        more = len(lacking) - len(named)
        rest = f"; và {format_number(more)} cơ quan khác, xem bảng tính kèm theo" if more else ""
        if named:
            yield f"{lead}: {'; '.join(named)}{rest}."


def _codes(agency: Entry, state: str) -> list[str]:
    return [
        item["code"]
        for item in agency["items"]
        if item["state"] == state
        and (state == "not_applicable" or Decimal(item["maximum"]) > 0)
        and not item["trace"]["step"].startswith("in_group:")
    ]


def _listed(codes: list[str]) -> str:
    more = len(codes) - MOST_ITEMS
    return ", ".join(codes[:MOST_ITEMS]) + (f" và {more} mục khác" if more > 0 else "")


def _remarks(report: Report) -> Iterator[str]:
    """Say what part of the set is known, and a break with last year that holds for all."""
    partial = report.entry["partial"]
    if partial:
        yield str(partial)
    if report.whole_break:
        yield f"So với năm trước: {_lowered(report.whole_break)}"


def break_words(agency: Entry) -> str:
    """Return why one agency's change is wanting, without its name; empty where it is not."""
    broken = (agency["change"] or {}).get("break") or {}
    if not broken or broken["code"] in OF_ALL:
        return ""
    text = str(broken["text"]).removeprefix(agency["code"]).strip()
    return text[:1].upper() + text[1:]


def _sources(particulars: Particulars) -> Iterator[str]:
    versions = "; ".join(
        f"{name} – phiên bản {version}" for name, version in particulars.facts_versions.items()
    )
    if versions:
        yield f"Số liệu đã chốt: {versions}."
