"""The columns of published tables, under the names they are printed with."""

from caicach.files.tables import Vocabulary

VOCABULARY = Vocabulary(
    needed=("agency",),
    certain={
        **dict.fromkeys(("edition", "bo tieu chi", "an ban"), "edition"),
        **dict.fromkeys(("agency", "agency code", "ma co quan", "ma don vi", "ma tinh"), "agency"),
        **dict.fromkeys(
            ("name", "agency name", "ten", "ten co quan", "ten don vi", "tinh", "dia phuong"),
            "name",
        ),
        **dict.fromkeys(("criterion", "criterion code", "ma tieu chi", "ma muc"), "criterion"),
        **dict.fromkeys(
            (
                *("points", "score", "total", "total points", "diem", "tong diem", "so diem"),
                *("diem dat", "diem so", "tong so diem", "ket qua"),
            ),
            "points",
        ),
        **dict.fromkeys(("maximum", "max", "diem toi da", "toi da", "diem chuan"), "maximum"),
        **dict.fromkeys(
            (
                *("percent", "index", "index pct", "index %", "chi so", "chi so %", "ty le"),
                *("ty le %", "ti le", "dat ty le", "chi so cchc", "par index"),
            ),
            "percent",
        ),
        **dict.fromkeys(("rank", "xep hang", "hang", "thu hang", "vi tri", "xep thu"), "rank"),
        **dict.fromkeys(("rank of", "tren tong so", "so co quan xep hang"), "rank_of"),
        **dict.fromkeys(("change", "tang giam", "tang giam diem", "thay doi"), "change"),
        **dict.fromkeys(
            ("change of rank", "rank change", "tang giam hang", "tang giam bac", "thay doi hang"),
            "change_of_rank",
        ),
        **dict.fromkeys(("block", "khoi", "cum khoi"), "block"),
        **dict.fromkeys(("source", "nguon"), "source"),
    },
    either={
        "co quan": ("agency", "name"),
        "don vi": ("agency", "name"),
        "tinh thanh pho": ("name", "agency"),
        "linh vuc": ("criterion",),
        "tieu chi": ("criterion",),
        "code": ("criterion", "agency"),
        "ma": ("criterion", "agency"),
    },
    passed_over=frozenset(
        {
            *("stt", "tt", "ghi chu", "note", "kind", "year", "nam"),
            *("label", "level", "state", "band", "xep loai", "unranked"),
        }
    ),
)
AMOUNTS = ("points", "maximum", "percent", "change")
COUNTS = (frozenset({"numerator", "denominator"}), frozenset({"tu so", "mau so"}))
"""Columns that only figures handed in have."""
