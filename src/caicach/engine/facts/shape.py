"""The columns of every fact table: name, type, who fills it, what it says."""

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Filler = Literal["feed", "intake", "judgement"]
"""feed: mapped from the file by the source profile. intake: added when files are merged.
judgement: computed from the dossier's times, the calendar and the procedure."""

INSTANT = pa.timestamp("us")
"""Local time of Asia/Ho_Chi_Minh without a zone: months cut seven times faster than with one."""

DAY = pa.date32()
TEXT = pa.string()
TEXTS = pa.list_(TEXT)
FLAG = pa.bool_()
SMALL = pa.int16()
COUNT = pa.int32()
NUMBER = pa.float64()

STEP = pa.struct([("at", INSTANT), ("status", pa.int8())])
SUPPLEMENT = pa.struct([("requested_at", INSTANT), ("answered_at", INSTANT)])
PHASE = pa.struct(
    [
        ("clock", pa.int8()),
        ("from_at", INSTANT),
        ("until_at", INSTANT),
        ("state", pa.int8()),
        ("was", pa.int8()),
        ("end_at", INSTANT),
    ]
)
"""One run of time in which a clock holds one state; `was` is the state before, 0 at first.
until_at: first instant it no longer holds, None for the last. end_at: when finished, if it is."""

DECISION = pa.struct(
    [
        ("decided_on", DAY),
        ("effective_on", DAY),
        ("published_on", DAY),
        ("is_in_time", FLAG),
        ("is_public_in_time", FLAG),
    ]
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `says` is its line in the reference."""

    name: str
    type: pa.DataType
    filled_by: Filler
    says: str


@dataclass(frozen=True, slots=True)
class TableShape:
    """One fact table. month: the partition column, None where the table is small and whole."""

    name: str
    columns: tuple[Column, ...]
    month: str | None

    @property
    def schema(self) -> pa.Schema:
        """Return all columns as an Arrow schema, in the order of the reference."""
        return pa.schema([(column.name, column.type) for column in self.columns])

    @property
    def fed(self) -> pa.Schema:
        """Return the columns that a source profile fills."""
        named = [each for each in self.columns if each.filled_by == "feed"]
        return pa.schema([(column.name, column.type) for column in named])


def _columns(filled_by: Filler, *rows: tuple[str, pa.DataType, str]) -> tuple[Column, ...]:
    return tuple(Column(name, type_, filled_by, says) for name, type_, says in rows)


ORIGIN = _columns(
    "feed",
    ("vendor", TEXT, "who built the system that sent the row, as the profile or the command says"),
    ("exported_at", INSTANT, "when the sender cut the file, where known"),
    ("faults", TEXTS, "codes of what is wrong with the row; never a reason to drop it"),
    ("file", TEXT, "first 16 hex digits of the SHA-256 of the file the row was read from"),
    ("record", COUNT, "number of the record in that file, from 1"),
    ("line", COUNT, "line of that file on which the record begins, from 1"),
)
TAKEN = _columns("intake", ("taken_in", COUNT, "facts version that brought the row"))

DOSSIERS = TableShape(
    "dossiers",
    (
        *_columns(
            "feed",
            ("key", TEXT, "identity by the profile's key rule"),
            ("link", TEXT, "sender and printed code: what steps and apologies name it by"),
            ("code", TEXT, "printed code"),
            ("sender", TEXT, "code of the sending connection, empty where there is none"),
            ("agency", TEXT, "agency in the new notation; as printed where it is no code"),
            ("agency_name", TEXT, "name of the handling unit as printed"),
            ("procedure", TEXT, "first two groups of the printed code: 1.005129"),
            ("procedure_printed", TEXT, "procedure code as printed"),
            ("field", TEXT, "code of the field of procedures"),
            ("channel", TEXT, "direct, online, post; another code as printed; None if absent"),
            (
                "status",
                TEXT,
                (
                    "registered, received, refused, in_progress, supplement, payment, "
                    "withdrawn, stopped, finished, returned; another code as printed"
                ),
            ),
            ("applicant", TEXT, "keyed pseudonym of the applicant's identity number"),
            ("applicant_kind", TEXT, "citizen, business, state_agency, other, household"),
            ("submitted_at", INSTANT, "when it was filed"),
            ("received_printed_at", INSTANT, "receipt as printed"),
            ("due_at", INSTANT, "due time as printed"),
            ("ended_at", INSTANT, "end of processing as printed (NgayKetThucXuLy)"),
            ("returned_at", INSTANT, "result handed over (NgayTra)"),
            ("refused_at", INSTANT, "refusal as printed (NgayTuChoi)"),
            (
                "supplements",
                pa.list_(SUPPLEMENT),
                "requests and answers listed in the dossier; None where the feed has no list",
            ),
            ("return_by", TEXT, "desk, post; another code as printed"),
            ("filed_place", TEXT, "place of filing as printed (NoiNopHoSo)"),
            ("is_boundary_free", FLAG, "accepted by an agency that does not handle it"),
            ("is_synced", FLAG, "on the national portal; True for its own payload"),
            ("is_digitised", FLAG, "a component is marked digitised"),
            ("has_component_file", FLAG, "a component has a file that is not deleted"),
            ("has_result_file", FLAG, "a result has a file"),
            ("result_is_input", FLAG, "a result's file is one that was handed in"),
            ("has_electronic_result", FLAG, "a result has a code and a file"),
            ("reuses_data", FLAG, "a component is marked as reused"),
            ("uses_personal_store", FLAG, "a component comes from the personal store"),
            ("is_verified", FLAG, "VNeID account, personal store or population database"),
            ("payment", TEXT, "none, portal, local, offline; another code as printed"),
            ("has_fee", FLAG, "a fee line is above 0; None where the feed has no fee lines"),
            ("component_count", SMALL, "components handed in"),
            ("digitised_count", SMALL, "of these, marked digitised"),
        ),
        *ORIGIN,
        *TAKEN,
        *_columns(
            "intake",
            ("received_month", TEXT, "month of receipt, 2025-07; unknown where never received"),
            ("steps", pa.list_(STEP), "known steps by time, national status codes, each once"),
            ("apologised_at", INSTANT, "written apology"),
            ("extension_count", SMALL, "times the due date was extended"),
            ("is_duplicate", FLAG, "same content as an earlier dossier under another code"),
            ("has_petition", FLAG, "a petition names it"),
        ),
        *_columns(
            "judgement",
            ("received_at", INSTANT, "printed receipt, else the time of step 2"),
            ("due_used_at", INSTANT, "printed due time, else receipt and maximum time"),
            ("due_basis", TEXT, "printed, maximum_time; None where there is neither"),
            ("portal_end_at", INSTANT, "end of a plain dossier by the portal, None if open"),
            ("end_at", INSTANT, "finish: end of processing, step 9, step 10 or hand-over"),
            ("is_plain", FLAG, "its clocks follow from receipt, due time and ends alone"),
            ("phases", pa.list_(PHASE), "states over time of a dossier that is not plain"),
            ("working_days", NUMBER, "from receipt to finish, pauses left out"),
            ("supplement_count", SMALL, "supplement requests"),
        ),
    ),
    "received_month",
)

STEPS = TableShape(
    "steps",
    (
        *_columns(
            "feed",
            ("link", TEXT, "sender and printed code of the dossier"),
            ("code", TEXT, "printed code of the dossier"),
            ("sender", TEXT, "code of the sending connection"),
            ("at", INSTANT, "when the step was taken"),
            ("status", TEXT, "as in dossiers"),
            ("status_code", pa.int8(), "national status code 1 to 10, 0 for another"),
            ("unit", TEXT, "division that took the step, as printed"),
            ("started_at", INSTANT, "start of the step"),
            ("due_at", INSTANT, "end of the step as prescribed"),
        ),
        *ORIGIN,
        *TAKEN,
        *_columns("intake", ("month", TEXT, "month of the step, or unknown")),
    ),
    "month",
)

PROCEDURES = TableShape(
    "procedures",
    (
        *_columns(
            "feed",
            ("procedure", TEXT, "first two groups of the printed code"),
            ("procedure_printed", TEXT, "code as printed"),
            ("name", TEXT, "name"),
            ("field", TEXT, "code of its field"),
            (
                "handled_by",
                TEXT,
                "agency code, or a level that all handle it at: province, department, commune",
            ),
            ("service_level", TEXT, "none, partial, full"),
            ("is_eligible_full", FLAG, "may be offered as full-process online service"),
            ("is_on_portal", FLAG, "offered on the national portal"),
            ("has_fee", FLAG, "has a fee or charge"),
            ("is_payable_online", FLAG, "its fee can be paid on the portal"),
            ("maximum_time", NUMBER, "longest time the law allows"),
            ("maximum_unit", TEXT, "working_day, calendar_day, hour"),
            ("returns_document", FLAG, "ends in a paper or document"),
            ("is_for_citizens", FLAG, "its subjects include citizens"),
            ("is_public", FLAG, "public on the national database"),
            ("is_content_full", FLAG, "public with all prescribed contents"),
            ("is_boundary_free", FLAG, "accepted regardless of boundaries"),
            ("decided_by", TEXT, "ministry, province: who decided its publication"),
            (
                "decisions",
                pa.list_(DECISION),
                (
                    "publication decisions; the two flags are filled by intake with the calendar, "
                    "and missing while one that is not published may still be in time"
                ),
            ),
        ),
        *ORIGIN,
        *TAKEN,
    ),
    None,
)

PETITIONS = TableShape(
    "petitions",
    (
        *_columns(
            "feed",
            ("key", TEXT, "identity by the profile's key rule"),
            ("agency", TEXT, "agency it is about"),
            ("procedure", TEXT, "procedure it is about"),
            ("link", TEXT, "dossier it is about, as in dossiers"),
            ("topic", TEXT, "regulation, conduct; another code as printed"),
            ("received_at", INSTANT, "when it came in"),
            ("refused_at", INSTANT, "when it was refused"),
            ("supplement_at", INSTANT, "when more was first asked of the sender"),
            ("answered_at", INSTANT, "when it was answered"),
            ("published_at", INSTANT, "when the answer was published"),
            ("likes", COUNT, "readers who liked the answer"),
            ("dislikes", COUNT, "readers who disliked it"),
            ("is_repeated", FLAG, "sent again on the same matter"),
        ),
        *ORIGIN,
        *TAKEN,
        *_columns("intake", ("received_month", TEXT, "month of receipt, or unknown")),
        *_columns("judgement", ("phases", pa.list_(PHASE), "states over time, clock 4")),
    ),
    "received_month",
)

DOCUMENTS = TableShape(
    "documents",
    (
        *_columns(
            "feed",
            ("key", TEXT, "identity by the profile's key rule"),
            ("agency", TEXT, "issuer"),
            ("issued_on", DAY, "day of issue"),
            ("kind", TEXT, "kind of document as printed"),
            ("is_signed", FLAG, "digitally signed"),
            ("is_sent_online", FLAG, "sent on the network"),
            ("is_secret", FLAG, "state secret, left out of shares"),
        ),
        *ORIGIN,
        *TAKEN,
        *_columns("intake", ("month", TEXT, "month of issue, or unknown")),
    ),
    "month",
)

APOLOGIES = TableShape(
    "apologies",
    (
        *_columns(
            "feed",
            ("link", TEXT, "sender and printed code of the dossier"),
            ("code", TEXT, "printed code of the dossier"),
            ("sender", TEXT, "code of the sending connection"),
            ("apologised_at", INSTANT, "written apology"),
            ("extended_to_at", INSTANT, "new due time, where it was extended"),
        ),
        *ORIGIN,
        *TAKEN,
    ),
    None,
)

EARLIER = TableShape("earlier", DOSSIERS.columns, "received_month")
"""Dossiers as they were before a later version replaced them."""

FILES = TableShape(
    "files",
    _columns(
        "intake",
        ("file", TEXT, "first 16 hex digits of the SHA-256, as in every row"),
        ("sha256", TEXT, "whole hash of the content"),
        ("name", TEXT, "name without folders"),
        ("bytes", pa.int64(), "size"),
        ("profile", TEXT, "source profile it was read by"),
        ("table", TEXT, "fact table its rows went to"),
        ("records", pa.int64(), "records read"),
        ("added", pa.int64(), "rows not known before"),
        ("changed", pa.int64(), "rows that replaced an earlier version"),
        ("unchanged", pa.int64(), "rows already known"),
        ("unreadable", pa.int64(), "records that could not be read at all"),
        ("taken_in", COUNT, "facts version"),
    ),
    None,
)
"""The intake log: a row's `file`, `record` and `line` lead back through it."""

UNREADABLE = TableShape(
    "unreadable",
    _columns(
        "intake",
        ("file", TEXT, "file it stands in"),
        ("record", COUNT, "number of the record in it"),
        ("line", COUNT, "line on which it begins"),
        ("code", TEXT, "what is wrong"),
        ("digest", TEXT, "SHA-256 of its bytes; the text itself may hold personal data"),
        ("taken_in", COUNT, "facts version"),
    ),
    None,
)
"""Records that are no record at all (broken JSON): counted and found again, never silent."""

ORPHANS = TableShape(
    "orphans",
    _columns(
        "intake",
        ("code", TEXT, "printed code that steps name, dossier unknown"),
        ("sender", TEXT, "code of the connection that sent the steps"),
    ),
    None,
)
"""Steps that came before their dossier: found again when the dossier comes."""

REGISTERS = TableShape(
    "registers",
    _columns(
        "intake",
        ("name", TEXT, "agencies, calendar, pseudonym-key"),
        (
            "content",
            TEXT,
            "its YAML, whole; of the key a mark that tells it from another, never the key",
        ),
    ),
    None,
)
"""Agencies and calendar travel with the facts, so that an old version recomputes the same."""

TABLES: dict[str, TableShape] = {
    shape.name: shape
    for shape in (
        DOSSIERS,
        STEPS,
        PROCEDURES,
        PETITIONS,
        DOCUMENTS,
        APOLOGIES,
        EARLIER,
        FILES,
        UNREADABLE,
        ORPHANS,
        REGISTERS,
    )
}
