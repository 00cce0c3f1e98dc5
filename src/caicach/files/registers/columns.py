"""The columns of agency tables and people tables, under the names offices give them."""

from caicach.core.documents import Label
from caicach.files.tables import Vocabulary

FROM = (
    *("valid from", "from", "from day", "since", "start", "tu", "tu ngay", "hieu luc tu"),
    *("hieu luc tu ngay", "ngay hieu luc", "ngay bat dau"),
)
TO = (
    *("valid to", "to", "to day", "until", "end", "den", "den ngay", "den het ngay"),
    *("hieu luc den", "hieu luc den ngay", "het hieu luc", "ngay het hieu luc", "ngay ket thuc"),
)
NOTES = ("note", "notes", "ghi chu", "stt", "tt", "no")
AGENCY = (
    *("code", "agency", "agency code", "ma", "ma co quan", "ma don vi", "ma cq", "ma dv"),
    *("unit code", "ma don vi hanh chinh", "ma dvhc"),
)

AGENCY_COLUMNS = Vocabulary(
    needed=("code",),
    certain={
        **dict.fromkeys(AGENCY, "code"),
        **dict.fromkeys(
            ("name", "agency name", "ten", "ten co quan", "ten don vi", "ten tieng viet"), "name"
        ),
        **dict.fromkeys(("english name", "name in english", "ten tieng anh"), "name_en"),
        **dict.fromkeys(
            ("kind", "type", "loai", "loai co quan", "loai don vi", "loai hinh"), "kind"
        ),
        **dict.fromkeys(("block", "group", "khoi", "nhom", "cum khoi"), "block"),
        **dict.fromkeys(
            (
                *("parent", "parent agency", "parent code", "co quan cap tren", "don vi cap tren"),
                *("ma co quan cap tren", "ma don vi cap tren", "cap tren", "truc thuoc"),
                *("co quan chu quan", "ma cap tren"),
            ),
            "parent",
        ),
        **dict.fromkeys(FROM, "valid_from"),
        **dict.fromkeys(TO, "valid_to"),
        **dict.fromkeys(
            ("electronic code", "identification code", "ma dinh danh", "ma dinh danh dien tu"),
            "electronic_code",
        ),
        **dict.fromkeys(("event", "su kien", "viec", "bien dong", "hinh thuc sap xep"), "event"),
        **dict.fromkeys(
            (
                *("successor", "to agency", "new agency", "co quan ke tiep", "don vi ke tiep"),
                *("co quan moi", "don vi moi", "ma co quan moi", "ma don vi moi", "nhap vao"),
            ),
            "successor",
        ),
        **dict.fromkeys(("event day", "on", "ngay su kien", "ngay sap xep", "ngay"), "on"),
        **dict.fromkeys(("share", "part", "phan", "phan chia", "ty le chia", "ty le"), "share"),
        **dict.fromkeys(
            ("decision", "decision number", "quyet dinh", "so quyet dinh", "van ban", "nghi quyet"),
            "decision",
        ),
        **dict.fromkeys(("source", "nguon"), "source"),
    },
    either={"co quan": ("code", "name"), "don vi": ("code", "name")},
    passed_over=frozenset(NOTES),
)

HEADS = {
    "code": Label(vi="Mã", en="Code"),
    "name": Label(vi="Tên", en="Name"),
    "name_en": Label(vi="Tên tiếng Anh", en="English name"),
    "kind": Label(vi="Loại", en="Kind"),
    "block": Label(vi="Khối", en="Block"),
    "parent": Label(vi="Cơ quan cấp trên", en="Parent"),
    "valid_from": Label(vi="Hiệu lực từ", en="Valid from"),
    "valid_to": Label(vi="Đến hết ngày", en="Valid to"),
    "electronic_code": Label(vi="Mã định danh điện tử", en="Electronic code"),
    "event": Label(vi="Sự kiện", en="Event"),
    "successor": Label(vi="Cơ quan kế tiếp", en="Successor"),
    "on": Label(vi="Ngày sự kiện", en="Event day"),
    "share": Label(vi="Phần chia", en="Share"),
    "decision": Label(vi="Số quyết định", en="Decision"),
    "source": Label(vi="Nguồn", en="Source"),
}
"""The headings that are written, and named in faults."""

PEOPLE_COLUMNS = Vocabulary(
    needed=("name", "email", "agency", "role"),
    certain={
        **dict.fromkeys(("name", "full name", "ho ten", "ho va ten", "ten"), "name"),
        **dict.fromkeys(
            ("email", "e mail", "mail", "thu dien tu", "hop thu", "dia chi thu dien tu"), "email"
        ),
        **dict.fromkeys((*AGENCY, "co quan", "don vi", "co quan ma"), "agency"),
        **dict.fromkeys(("role", "vai tro", "quyen"), "role"),
        **dict.fromkeys(("post", "position", "job", "chuc vu", "vi tri", "chuc danh"), "post"),
        **dict.fromkeys(FROM, "valid_from"),
        **dict.fromkeys(TO, "valid_to"),
    },
    passed_over=frozenset((*NOTES, "ten co quan", "ten don vi", "phone", "dien thoai")),
)

PEOPLE_HEADS = {
    "name": Label(vi="Họ tên", en="Name"),
    "email": Label(vi="Thư điện tử", en="E-mail"),
    "agency": Label(vi="Cơ quan (mã)", en="Agency (code)"),
    "role": Label(vi="Vai trò", en="Role"),
}
