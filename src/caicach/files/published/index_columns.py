"""The columns of a year's table of an index, under the names offices print."""

from caicach.core.indices import IndexSeries
from caicach.files.published.columns import VOCABULARY
from caicach.files.tables import Vocabulary, fold

PROVINCES = ("tinh", "tinh thanh", "tinh thanh pho", "tinh tp", "dia phuong", "province", "name")
TOTALS = ("tong", "tong diem", "diem", "gia tri", "value", "total", "score", "points", "diem so")
INDICES = ("chi so", "chi so %", "percent", "index", "ty le", "ty le %", "index %", "diem %")
BANDS = ("band", "xep loai", "nhom", "nhom xep hang", "phan loai", "muc xep loai", "loai")
OTHERS = frozenset({"stt", "tt", "ghi chu", "note", "year", "nam", "so tt"})


def vocabulary_of(series: IndexSeries) -> Vocabulary:
    """Return the words that head the columns; the index's own name heads its total."""
    own = {fold(series.id), fold(series.short.vi), fold(series.short.en), fold(series.label.vi)}
    own |= {f"{each} %" for each in own} | {f"diem {each}" for each in own}
    total = "percent" if series.unit == "percent" else "points"
    kept = ("maximum", "rank", "rank_of", "change", "change_of_rank", "source")
    certain = {word: name for word, name in VOCABULARY.certain.items() if name in kept}
    certain |= dict.fromkeys(TOTALS, "points") | dict.fromkeys(INDICES, "percent")
    certain |= dict.fromkeys(PROVINCES, "name") | dict.fromkeys(BANDS, "band")
    certain |= dict.fromkeys(("ma", "ma tinh", "code", "agency"), "agency")
    certain |= dict.fromkeys(own, total)
    return Vocabulary(needed=("name",), certain=certain, passed_over=OTHERS)


def component_words(series: IndexSeries, year: int) -> dict[str, str]:
    """Return the folded words that head the column of each part: its code or its name."""
    words: dict[str, str] = {}
    for each in series.components_of(year):
        code = fold(each.code)
        for text in (code, fold(each.label.vi), fold(each.label.en or each.label.vi)):
            words.setdefault(text, each.code)
        for name in (each.label.vi, each.label.en or each.label.vi):
            words.setdefault(fold(f"{each.code} {name}"), each.code)
            words.setdefault(fold(f"{each.code}. {name}"), each.code)
    return words
