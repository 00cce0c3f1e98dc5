"""The columns of the long form, under the names offices give them."""

from caicach.files.tables import Vocabulary

FIGURES = ("value", "numerator", "denominator", "choice", "points", "previous")
"""What one row may hand in, in the order it is read."""

VOCABULARY = Vocabulary(
    needed=("agency", "criterion"),
    certain={
        **dict.fromkeys(
            ("agency", "agency code", "ma co quan", "ma don vi", "ma cq", "ma dv"), "agency"
        ),
        **dict.fromkeys(("name", "agency name", "ten", "ten co quan", "ten don vi"), "name"),
        **dict.fromkeys(("block", "group", "khoi", "nhom", "ma khoi"), "block"),
        **dict.fromkeys(
            ("criterion", "criterion code", "item", "ma tieu chi", "ma muc", "ma tc"), "criterion"
        ),
        **dict.fromkeys(("value", "gia tri", "ty le", "ti le", "ty le %", "so lieu"), "value"),
        **dict.fromkeys(("numerator", "tu so", "tu"), "numerator"),
        **dict.fromkeys(("denominator", "mau so", "mau"), "denominator"),
        **dict.fromkeys(
            ("choice", "lua chon", "muc", "muc do", "muc dat", "phuong an", "tra loi"), "choice"
        ),
        **dict.fromkeys(("points", "score", "diem", "so diem", "diem so", "diem dat"), "points"),
        **dict.fromkeys(
            ("previous", "last year", "nam truoc", "gia tri nam truoc", "ky truoc"), "previous"
        ),
    },
    either={
        "co quan": ("agency", "name"),
        "don vi": ("agency", "name"),
        "tieu chi": ("criterion",),
        "code": ("criterion", "agency"),
        "ma": ("criterion", "agency"),
    },
    passed_over=frozenset(
        (
            *("note", "ghi chu", "source", "nguon", "stt", "tt", "label", "edition", "year"),
            *("ten tieu chi", "noi dung", "don vi tinh", "unit", "nam", "bo tieu chi"),
        )
    ),
)
