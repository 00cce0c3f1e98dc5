"""Batches as lines of payload: the fields of single dossiers, put together by the column."""

from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caicach.engine.generator.bulk.batch import Batch
from caicach.engine.generator.bulk.columns import ABSENT
from caicach.engine.generator.bulk.pieces import Stamps, Texts, joined, looked_up, padded
from caicach.engine.generator.bulk.tables import WorldTables
from caicach.engine.generator.bulk.templates import Template
from caicach.engine.generator.bulk.variants import (
    COMPONENT_WAYS,
    FEE_WAYS,
    RESULT_WAYS,
    blank,
    written_components,
    written_fees,
    written_results,
)
from caicach.engine.generator.dossier import ONLINE, Request
from caicach.engine.generator.faults import YEAR_ONE
from caicach.engine.generator.life import RETURNED_BY_POST
from caicach.engine.generator.marks import EXEMPT, NO_FEE, PAID_OFFLINE, PAID_ON_PORTAL
from caicach.engine.generator.payload import dossier_entry, supplement_entry
from caicach.engine.generator.people import IDENTITY_PREFIX, PHONE_PREFIX, PLACEHOLDER
from caicach.engine.generator.words import GIVEN_NAMES, MIDDLE_NAMES, SURNAMES

NAMES = [" ".join(each) for each in product(SURNAMES, MIDDLE_NAMES, GIVEN_NAMES)]
DOSSIER_TEXTS = (
    *("MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "KenhThucHien", "ChuHoSo"),
    *("Email", "SoDienThoai", "TrichYeuHoSo", "NgayNopHoSo", "NgayTiepNhan", "NgayHenTra"),
    *("NgayKetThucXuLy", "NgayTra", "NgayTuChoi", "TrangThaiHoSo", "HinhThuc", "DonViXuLy"),
    *("HoSoCoThanhPhanSoHoa", "TaiKhoanDuocXacThucVoiVNeID", "DuocThanhToanTrucTuyen"),
)
DOSSIER_LISTS = (
    *("DinhDanhCHS", "TaiLieuNop", "DanhSachLePhi", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua"),
)
SUPPLEMENT_TEXTS = (
    *("HoSoBoSungId", "NgayBoSung", "NgayTiepNhanBoSung", "TrangThaiBoSung", "NgayHenTraTruoc"),
)
CODES = [str(each) for each in range(11)]
YES_NO = ["0", "1"]
NO_DUE, YEAR_ONE_DUE, PLACEHOLDERS = 0.02, 0.004, 0.012
"""Faults of bulk, as shares."""


class DossierLines:
    """Writes the dossiers of batches."""

    def __init__(self, tables: WorldTables, stamps: Stamps) -> None:
        self._tables, self._stamps = tables, stamps
        procedures, self._bodies = tables.procedures, [desk.body for desk in tables.desks]
        sample = blank(procedures[0])
        self._line = Template([dossier_entry(sample, 0)], DOSSIER_TEXTS, DOSSIER_LISTS)
        request = supplement_entry(sample, 1, Request(0, 0), 0)
        self._supplement = Template([request], SUPPLEMENT_TEXTS)
        self._components = written_components(procedures)
        self._fees, self._results = written_fees(procedures), written_results(procedures)
        self._fee = np.asarray([each.fee > 0 for each in procedures])
        self._payable = np.asarray([each.is_payable_online for each in procedures])
        self._returns = np.asarray([each.returns_document for each in procedures])

    def codes(self, batch: Batch) -> Texts:
        """Return the codes of the dossiers, which their steps bear too."""
        printed = looked_up([body.printed for body in self._bodies], batch.desk)
        days, serial = self._stamps.dates(batch.submitted), padded(batch.serial, 7)
        return joined(printed, joined("-", days, "-", serial))

    def lines(self, batch: Batch, codes: Texts, around: tuple[str, str]) -> Texts:
        """Return a line for each dossier between two texts."""
        pieces = {"MaHoSo": codes}
        pieces |= self._procedure(batch) | self._person(batch) | self._times(batch)
        pieces |= self._content(batch)
        pieces["DanhSachHoSoBoSung"] = self._supplements(batch, codes, pieces)
        return self._line.lines(pieces, around)

    def _procedure(self, batch: Batch) -> dict[str, Texts]:
        columns = {
            "MaTTHC": [each.printed for each in self._tables.procedures],
            "TenTTHC": [each.name for each in self._tables.procedures],
            "MaLinhVuc": [each.field for each in self._tables.procedures],
            "TenLinhVuc": [each.field_name for each in self._tables.procedures],
        }
        pieces = {name: looked_up(texts, batch.procedure) for name, texts in columns.items()}
        pieces["KenhThucHien"] = looked_up(CODES, batch.channel)
        pieces["DonViXuLy"] = looked_up([body.name for body in self._bodies], batch.desk)
        return pieces

    def _person(self, batch: Batch) -> dict[str, Texts]:
        drawn = batch.draws[7]
        name = looked_up(NAMES, (drawn * len(NAMES)).astype(np.int64))
        number = joined(IDENTITY_PREFIX, padded((batch.draws[6] * 10**9).astype(np.int64), 9))
        is_filler = pa.array(batch.draws[7] * 1000 % 1 < PLACEHOLDERS)
        phone = padded((drawn * 10**6).astype(np.int64), 6)
        names = [f"{each.name} - " for each in self._tables.procedures]
        return {
            "ChuHoSo": name,
            "Email": joined("nguoi.mau.", phone, "@example.com"),
            "SoDienThoai": joined(PHONE_PREFIX, phone),
            "TrichYeuHoSo": joined(looked_up(names, batch.procedure), name),
            "DinhDanhCHS": joined(
                '[{"LoaiDinhDanh":"1","SoDinhDanh":"',
                pc.if_else(is_filler, PLACEHOLDER, number),
                '"}]',
            ),
        }

    def _times(self, batch: Batch) -> dict[str, Texts]:
        stamped = self._stamps.of
        fault = batch.draws[5] * 1000 % 1
        has_none = pa.array(fault < NO_DUE)
        is_year_one = pa.array((fault > 1 - YEAR_ONE_DUE) & (batch.due != ABSENT))
        due = pc.if_else(has_none, "", stamped(batch.due))
        return {
            "NgayNopHoSo": stamped(batch.submitted),
            "NgayTiepNhan": stamped(batch.received),
            "NgayHenTra": pc.if_else(is_year_one, YEAR_ONE, due),
            "NgayKetThucXuLy": stamped(batch.ended),
            "NgayTra": stamped(batch.returned),
            "NgayTuChoi": stamped(batch.refused),
            "TrangThaiHoSo": looked_up(CODES, batch.status),
        }

    def _content(self, batch: Batch) -> dict[str, Texts]:
        procedure, draws = batch.procedure, batch.draws
        is_online = batch.channel == ONLINE
        has_file = is_online | (draws[0] < 0.6)
        amount = has_file * np.where(draws[1] < 0.02, 2, draws[1] < 0.65).astype(np.int64)
        reuses, is_stored = has_file & (draws[2] < 0.25), is_online & (draws[3] < 0.2)
        way = ((has_file * 3 + amount) * 2 + reuses) * 2 + is_stored
        owes = self._fee[procedure] & (draws[4] > EXEMPT)
        is_paid = owes & self._payable[procedure] & is_online & (draws[5] < 0.75)
        has_result = (batch.ended != ABSENT) & self._returns[procedure]
        result = has_result * np.where(draws[6] < 0.6, 2, draws[6] < 0.66).astype(np.int64)
        payment = np.where(is_paid, PAID_ON_PORTAL, np.where(owes, PAID_OFFLINE, NO_FEE))
        return {
            "HinhThuc": looked_up(YES_NO, (draws[2] * 100 % 1 < RETURNED_BY_POST).astype(np.int64)),
            "HoSoCoThanhPhanSoHoa": looked_up(YES_NO, (amount > 0).astype(np.int64)),
            "TaiKhoanDuocXacThucVoiVNeID": looked_up(
                YES_NO, (is_online & (draws[3] < 0.75)).astype(np.int64)
            ),
            "DuocThanhToanTrucTuyen": looked_up(CODES, payment),
            "TaiLieuNop": looked_up(self._components, procedure * len(COMPONENT_WAYS) + way),
            "DanhSachLePhi": looked_up(self._fees, procedure * len(FEE_WAYS) + owes),
            "DanhSachGiayToKetQua": looked_up(self._results, procedure * len(RESULT_WAYS) + result),
        }

    def _supplements(self, batch: Batch, codes: Texts, pieces: dict[str, Texts]) -> Texts:
        """Few are asked for more: only their lists are written, all others are empty."""
        rows = np.flatnonzero(batch.asked != ABSENT)
        answered = self._stamps.of(batch.answered[rows])
        asked = {
            "HoSoBoSungId": joined(codes.take(pa.array(rows)), "-BS1"),
            "NgayBoSung": self._stamps.of(batch.asked[rows]),
            "NgayTiepNhanBoSung": answered,
            "TrangThaiBoSung": pc.if_else(pc.equal(answered, ""), "0", "1"),
            "NgayHenTraTruoc": pieces["NgayHenTra"].take(pa.array(rows)),
        }
        places = np.zeros(len(codes), dtype=np.int64)
        places[rows] = np.arange(1, len(rows) + 1)
        written = self._supplement.lines(asked, ("[", "]"))
        return pa.concat_arrays([pa.array(["[]"]), written]).take(pa.array(places))
