"""The words of reports, and how they show figures, gaps and what does not apply."""

from decimal import Decimal

from caicach.core.issues import Lang
from caicach.core.numbers import format_number, format_percent, no_data
from caicach.files.reports.report import Block, Cell, Entry, Report, Standing

IN_GROUP = "in_group:"

WORDS: dict[Lang, dict[str, str]] = {
    "vi": {
        "rank": "Hạng",
        "agency": "Cơ quan",
        "code": "Mã",
        "points": "Điểm",
        "index": "Chỉ số",
        "maximum": "Điểm tối đa",
        "band": "Xếp loại",
        "coverage": "Số liệu",
        "change": "So năm trước",
        "items": "mục",
        "not_applicable": "KAD",
        "unranked": "Chưa xếp hạng",
        "of": "trên",
        "equal": "Khớp",
        "within_rounding": "Khớp trong sai số làm tròn",
        "different": "Khác",
        "not_comparable": "Không so được",
        "total": "Tổng",
        "what_points": "điểm",
        "what_percent": "tỷ lệ",
        "what_maximum": "điểm tối đa",
        "what_rank": "hạng",
        "what_rank_of": "số cơ quan xếp hạng",
        "scored": "Có điểm",
        "not_reported": "Chưa có số liệu",
        "in_group": "tính trong điểm của nhóm {code}",
        "fault": "lỗi",
        "warning": "cảnh báo",
        "note": "lưu ý",
    },
    "en": {
        "rank": "Rank",
        "agency": "Agency",
        "code": "Code",
        "points": "Points",
        "index": "Index",
        "maximum": "Maximum",
        "band": "Band",
        "coverage": "Coverage",
        "change": "Since last year",
        "items": "items",
        "not_applicable": "n/a",
        "unranked": "Not ranked",
        "of": "of",
        "equal": "Equal",
        "within_rounding": "Equal within rounding",
        "different": "Different",
        "not_comparable": "Not comparable",
        "total": "Total",
        "what_points": "points",
        "what_percent": "percent",
        "what_maximum": "maximum",
        "what_rank": "rank",
        "what_rank_of": "agencies ranked",
        "scored": "Scored",
        "not_reported": "No data",
        "in_group": "in the points of {code}",
        "fault": "fault",
        "warning": "warning",
        "note": "note",
    },
}


def cell_text(cell: Cell | None, report: Report) -> str:
    """Return an area's points; KAD where it does not apply, words where nothing is known."""
    if cell is None or cell.state == "not_applicable":
        return WORDS[report.lang]["not_applicable"]
    return amount_text(cell.points, report)


def amount_text(amount: Decimal | None, report: Report) -> str:
    """Return points with the places of the edition, or the words for a gap."""
    if amount is None:
        return no_data(report.lang)
    return format_number(amount, lang=report.lang, places=report.places)


def held_in(step: str) -> str | None:
    """Return the code of the group whose given points hold the item's, None for other steps."""
    return step.removeprefix(IN_GROUP) if step.startswith(IN_GROUP) else None


def state_text(item: Entry, lang: Lang) -> str:
    """Return the state of an item in words, naming the group that holds its points."""
    group = held_in(item["trace"]["step"])
    words = WORDS[lang]
    return words[item["state"]] if group is None else words["in_group"].format(code=group)


def index_text(index: Decimal | None, report: Report) -> str:
    """Return the index in percent, or the words for a gap."""
    if index is None:
        return no_data(report.lang)
    return format_percent(index, lang=report.lang, places=report.places)


def rank_text(standing: Standing) -> str:
    """Return `7/20`, or a dash where the agency has no rank."""
    if standing.rank is None:
        return "–"
    return f"{standing.rank}/{standing.rank_of}"


def coverage_text(standing: Standing, lang: Lang) -> str:
    """Return `18/22 mục`."""
    return f"{standing.reported}/{standing.due} {WORDS[lang]['items']}"


def change_text(standing: Standing, report: Report) -> str:
    """Return `+1,25; ▲ 3`, with the reason where a part is wanting; nothing without a year."""
    parts: list[str] = []
    if standing.change_of_index is not None:
        index = format_number(
            standing.change_of_index, lang=report.lang, places=report.places, signed=True
        )
        parts.append(index)
    if standing.change_of_rank is not None:
        moved = standing.change_of_rank
        parts.append(f"{'▲' if moved > 0 else '▼'} {abs(moved)}" if moved else "=")
    parts += [standing.why_no_change] if standing.why_no_change else []
    return "; ".join(parts)


def main_figure(standing: Standing, report: Report) -> str:
    """Return what ranks are read from, as the headline shows it."""
    if not report.by_points:
        return index_text(standing.index, report)
    points = amount_text(standing.points, report)
    return f"{points} {'điểm' if report.lang == 'vi' else 'points'}"


def statement(block: Block, report: Report) -> str:
    """Return what a reader should take away from a block; a round that lacks figures says so."""
    return f"{_headline(block, report)}{_gap_words(block, report)}"


def _gap_words(block: Block, report: Report) -> str:
    reported = sum(each.reported for each in block.standings)
    due = sum(each.due for each in block.standings)
    if reported == due:
        return ""
    if report.lang == "vi":
        return f" Mới có số liệu của {reported}/{due} mục, thứ tự còn có thể đổi."
    return f" Only {reported} of {due} items are reported; the order may still change."


def _headline(block: Block, report: Report) -> str:
    ranked = block.ranked
    vi = report.lang == "vi"
    if not ranked:
        return "Chưa cơ quan nào được xếp hạng." if vi else "No agency is ranked."
    first, last = ranked[0], ranked[-1]
    if len(ranked) == 1:
        points = amount_text(first.points, report)
        most = format_number(first.maximum, lang=report.lang)
        share = index_text(first.index, report)
        if vi:
            return f"{first.title} đạt {points} trên {most} điểm ({share})."
        return f"{first.title} has {points} of {most} points ({share})."
    leaders = [each.title for each in ranked if each.rank == 1]
    lead = ", ".join(leaders)
    best, worst = main_figure(first, report), main_figure(last, report)
    if vi:
        head = "cùng dẫn đầu" if len(leaders) > 1 else "dẫn đầu"
        return f"{lead} {head} {len(ranked)} cơ quan với {best}; thấp nhất là {worst}."
    verb = "lead" if len(leaders) > 1 else "leads"
    return f"{lead} {verb} {len(ranked)} agencies with {best}; the lowest is {worst}."


def counted(count: int, noun: str) -> str:
    """Return `1 remark`, `3 remarks`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def reconciled_text(report: Report) -> str:
    """Return in one sentence how ours compares with what was published; empty without it."""
    found = report.reconciliation
    if found is None:
        return ""
    near, other = found.count("within_rounding"), found.count("different")
    silent, slips = found.count("not_comparable"), len(found.slips)
    same = found.count("equal") + near
    if report.lang == "vi":
        parts = [f"{same} trong {same + other} số đã công bố khớp"]
        parts += [f"{near} trong số đó khớp trong sai số làm tròn"] if near else []
        parts += [f"{other} số khác"] if other else []
        parts += [f"{silent} số không so được"] if silent else []
        parts += [f"{slips} điểm đáng lưu ý trong bảng công bố"] if slips else []
        return f"{'; '.join(parts)}."
    parts = [f"{same} of {counted(same + other, 'published figure')} agree"]
    parts += [f"{near} of them within rounding"] if near else []
    parts += [f"{other} {'differs' if other == 1 else 'differ'}"] if other else []
    parts += [f"{silent} cannot be compared"] if silent else []
    parts += [f"{counted(slips, 'remark')} on the published table itself"] if slips else []
    return f"{'; '.join(parts)}."
