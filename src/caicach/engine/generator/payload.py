"""A dossier and its steps as a provincial one-stop system sends them to the national portal."""

from typing import Any

from caicach.engine.generator.dossier import REGISTERED, Dossier, Request, Step
from caicach.engine.generator.moments import stamp
from caicach.engine.generator.words import DESKS

Entry = dict[str, Any]

DOSSIERS_SERVICE, STEPS_SERVICE = "DongBoHoSoMC", "CapNhatTienDoHoSoMC"
FILES = "https://motcua.example/tep/"
LEADER = 4
STATUS_WORDS = (
    "", "Mới đăng ký", "Được tiếp nhận", "Không được tiếp nhận", "Đang xử lý",
    "Yêu cầu bổ sung giấy tờ", "Yêu cầu thực hiện nghĩa vụ tài chính",
    "Công dân yêu cầu rút hồ sơ", "Dừng xử lý", "Đã xử lý xong", "Đã trả kết quả",
)  # fmt: skip
DATES = ("NgayHenTra", "NgayTra")
HERE, ELSEWHERE = "1", "2"


def dossier_entry(dossier: Dossier, known_at: int) -> Entry:
    """Return the dossier as its system knew it at an instant of its life or later."""
    entry = _heading(dossier) | _times(dossier, known_at) | _content(dossier, known_at)
    for name, text in dossier.misprints.items():
        if name not in DATES or known_at >= dossier.last_at:
            entry[name] = text
    return entry


def _heading(dossier: Dossier) -> Entry:
    procedure, person = dossier.procedure, dossier.person
    return {
        "MaHoSo": dossier.code,
        "MaTTHC": procedure.printed,
        "TenTTHC": procedure.name,
        "MaLinhVuc": procedure.field,
        "TenLinhVuc": procedure.field_name,
        "KenhThucHien": str(dossier.channel),
        "ChuHoSo": person.name,
        "LoaiDoiTuong": str(person.kind),
        "MaDoiTuong": "",
        "DinhDanhCHS": [_identity(person.number)],
        "Email": person.email,
        "Fax": "",
        "SoDienThoai": person.phone,
        "TrichYeuHoSo": f"{procedure.name} - {person.name}",
    }


def _times(dossier: Dossier, known_at: int) -> Entry:
    def known(at: int | None) -> str:
        return stamp(at) if at is not None and at <= known_at else ""

    received = known(dossier.received_at)
    return {
        "NgayNopHoSo": stamp(dossier.submitted_at),
        "NgayTiepNhan": received,
        "NgayHenTra": stamp(dossier.due_at) if received else "",
        "NgayKetThucXuLy": known(dossier.ended_at),
        "NgayTra": known(dossier.returned_at),
        "NgayTuChoi": known(dossier.refused_at),
        "TrangThaiHoSo": str(status_at(dossier, known_at)),
    }


def _content(dossier: Dossier, known_at: int) -> Entry:
    is_finished = dossier.ended_at is not None and dossier.ended_at <= known_at
    asked = [each for each in dossier.requests if each.asked_at <= known_at]
    return {
        "HinhThuc": "1" if dossier.by_post else "0",
        "ThongTinTra": "",
        "DonViXuLy": dossier.body.name,
        "GhiChu": "",
        "NoiNopHoSo": ELSEWHERE if dossier.elsewhere else HERE,
        "HoSoCoThanhPhanSoHoa": "1" if dossier.digitised else "0",
        "TaiKhoanDuocXacThucVoiVNeID": "1" if dossier.is_verified else "0",
        "DuocThanhToanTrucTuyen": str(dossier.payment),
        "DSKetNoiCSDL": [],
        "TaiLieuNop": component_entries(dossier),
        "DanhSachLePhi": fee_entries(dossier),
        "DanhSachTepDinhKemKhac": [],
        "DanhSachHoSoBoSung": [
            supplement_entry(dossier, number, request, known_at)
            for number, request in enumerate(asked, 1)
        ],
        "DanhSachGiayToKetQua": result_entries(dossier) if is_finished else [],
    }


def step_entry(dossier: Dossier, step: Step) -> Entry:
    """Return one line of processing."""
    at = stamp(step.at)
    return {
        "MaHoSo": dossier.code,
        "NguoiXuLy": f"Cán bộ mẫu {step.desk + 1}",
        "ChucDanh": "Lãnh đạo" if step.desk == LEADER else "Chuyên viên",
        "ThoiDiemXuLy": at,
        "PhongBanXuLy": DESKS[step.desk],
        "NoiDungXuLy": STATUS_WORDS[step.status],
        "TrangThai": str(step.status),
        "NgayBatDau": at,
        "NgayKetThucTheoQuyDinh": stamp(dossier.due_at),
    }


def envelope(sender: str, service: str) -> Entry:
    """Return what stands around the list `data` in a whole JSON file."""
    return {"session": "phien-mau", "madonvi": sender, "service": service, "isUpdating": "True"}


def status_at(dossier: Dossier, known_at: int) -> int:
    known = [(step.at, step.status) for step in dossier.steps if step.at <= known_at]
    return max(known, default=(0, REGISTERED))[1]


def _identity(number: str) -> Entry:
    kind = {12: "1", 9: "2"}.get(len(number), "")
    return {"LoaiDinhDanh": kind, "SoDinhDanh": number}


def component_entries(dossier: Dossier) -> list[Entry]:
    """Return the components; one without a file is listed too, marks stand on the first ones."""
    entries = []
    for number, name in enumerate(dossier.procedure.components):
        file = _file_id(dossier, number) if dossier.has_file else ""
        entries.append(
            {
                "TepDinhKemId": file,
                "TenTepDinhKem": f"{name}.pdf" if file else "",
                "IsDeleted": "False",
                "MaThanhPhanHoSo": f"{dossier.procedure.code}.TP{number + 1:02}",
                "DuongDanTaiTepTin": FILES + file if file else "",
                "DuocSoHoa": "1" if number < dossier.digitised else "0",
                "DuocTaiSuDung": str(dossier.reuses) if number == 0 else "0",
                "DuocLayTuKhoDMQG": "1" if number == 0 and dossier.from_store else "0",
                "MaKetQuaThayThe": "",
            }
        )
    return entries


def _file_id(dossier: Dossier, number: int) -> str:
    return f"{dossier.code[-7:]}-{number + 1}"


def fee_entries(dossier: Dossier) -> list[Entry]:
    """Return the fee lines: 0 for who is exempt, none where the procedure has no fee."""
    if not dossier.procedure.fee:
        return []
    return [
        {
            "TenPhiLePhi": "Phí, lệ phí giải quyết hồ sơ",
            "MaPhiLePhi": f"{dossier.procedure.code}.LP",
            "HinhThucThu": "1",
            "Gia": str(dossier.paid_fee),
            "LoaiPhiLePhi": "1",
        }
    ]


def supplement_entry(dossier: Dossier, number: int, request: Request, known_at: int) -> Entry:
    """Return a request for supplements as it stands at an instant."""
    answered = request.answered_at
    is_answered = answered is not None and answered <= known_at
    return {
        "HoSoBoSungId": f"{dossier.code}-BS{number}",
        "NguoiYeuCauBoSung": "Cán bộ mẫu 4",
        "NoiDungBoSung": "Bổ sung giấy tờ còn thiếu",
        "NgayBoSung": stamp(request.asked_at),
        "NguoiTiepNhanBoSung": "Cán bộ mẫu 1" if is_answered else "",
        "ThongTinTiepNhan": "",
        "NgayTiepNhanBoSung": stamp(answered) if is_answered else "",
        "TrangThaiBoSung": "1" if is_answered else "0",
        "DanhSachGiayToBoSung": [],
        "DanhSachLePhiBoSung": [],
        "NgayHenTraTruoc": stamp(dossier.due_at),
        "NgayHenTraMoi": "",
    }


def result_entries(dossier: Dossier) -> list[Entry]:
    """Return the results, none where nothing is attached."""
    if not dossier.result_file:
        return []
    file = _file_id(dossier, 0) if dossier.sends_input else f"{dossier.code[-7:]}-KQ"
    return [
        {
            "TenGiayTo": f"Kết quả: {dossier.procedure.name}",
            "MaThanhPhanHoSo": "",
            "GiayToId": file,
            "DuongDanTepTinKetQua": FILES + file,
            "MaGiayToKetQua": f"KQ.{dossier.code[-7:]}" if dossier.result_code else "",
        }
    ]
