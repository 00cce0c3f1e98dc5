"""The list of what a person must confirm after an import, as a page to print and tick."""

import re

from caicach.core.issues import Lang
from caicach.files.appendix import Imported

_HEADS: dict[Lang, dict[str, str]] = {
    "vi": {
        "title": "Những chỗ cần xác nhận",
        "intro": "Đánh dấu từng chỗ sau khi đối chiếu với văn bản gốc. "
        "Chưa xác nhận hết thì chưa dùng.",
        "none": "Không có chỗ nào cần xác nhận.",
        "faults": "Lỗi và lưu ý trong bảng",
        "read": "Đã đọc",
    },
    "en": {
        "title": "What to confirm",
        "intro": "Tick each after comparing it with the source text. "
        "Do not use the edition before.",
        "none": "There is nothing to confirm.",
        "faults": "Faults and remarks on the table",
        "read": "Read",
    },
}


def confirm_page(found: "Imported", lang: Lang) -> str:
    """Return the page as Markdown."""
    words = _HEADS[lang]
    lines = [f"# {words['title']}: {_one_line(found.title)}", "", words["intro"], ""]
    if not found.confirm:
        lines += [words["none"], ""]
    for each in found.confirm:
        place = place_words(each.place, lang)
        lines.append(f"- [ ] **{_one_line(each.code)}** ({place}): {_one_line(each.why(lang))}")
        if each.read:
            lines.append(f"      {words['read']}: “{_one_line(each.read)}”")
    if found.issues:
        lines += ["", f"## {words['faults']}", ""]
        lines += [f"- {_one_line(each.text(lang))}" for each in found.issues]
    return "\n".join(lines).rstrip() + "\n"


def place_words(place: object, lang: Lang) -> str:
    """Return `bảng 1, dòng 5` in the reader's language: `table 1, row 5`."""
    text = str(place)
    if lang == "vi":
        return text
    return re.sub(r"\bdòng(?= \d)", "row", re.sub(r"\bbảng(?= \d)", "table", text))


def _one_line(text: str) -> str:
    """A table cell may hold line breaks; a list entry must not."""
    return " ".join(text.split())
