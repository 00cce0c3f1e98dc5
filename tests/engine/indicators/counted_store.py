"""A small province whose instants fall on the ends of months and into each other's way."""

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from caicach.core.calendars import MaximumTime, shipped_calendar
from caicach.core.clocks import PETITION_CODE, Phase, petition_phases
from caicach.engine.facts import Store
from caicach.engine.facts.shape import TABLES
from caicach.engine.judgements import JudgementSetting, judge_dossiers

REGISTER = """
label: Tỉnh thử
source: dựng để thử
agencies:
  - {code: H99, name: Tỉnh thử, kind: province}
  - {code: H99.01, name: Sở Một, kind: department, block: sở}
  - {code: H99.10, name: Huyện Cũ, kind: district, valid_to: 2025-06-30}
  - {code: H99.10.01, name: Xã Tây, kind: commune, block: xã, valid_to: 2025-06-30}
  - {code: H99.10.02, name: Xã Đông, kind: commune, block: xã, valid_to: 2025-06-30}
  - {code: H99.102, name: Phường Giữ, kind: ward, block: phường}
  - {code: H99.101, name: Xã Mới, kind: commune, block: xã, valid_from: 2025-07-01}
links:
  - {child: H99.01, parent: H99}
  - {child: H99.10, parent: H99}
  - {child: H99.10.01, parent: H99.10}
  - {child: H99.10.02, parent: H99.10}
  - {child: H99.102, parent: H99}
  - {child: H99.101, parent: H99}
lineage:
  - {kind: merge, from: H99.10.01, to: H99.101, on: 2025-07-01}
  - {kind: merge, from: H99.10.02, to: H99.101, on: 2025-07-01}
  - {kind: abolish, from: H99.10, on: 2025-07-01}
"""

PROCEDURES = [
    {
        "procedure": f"1.00000{number}",
        "name": f"Thủ tục {number}",
        "field": ("hộ tịch", "đất đai")[number % 2],
        "handled_by": ("commune", "department", "H99.102", "province")[number % 4],
        "service_level": ("none", "partial", "full")[number % 3],
        "is_eligible_full": number % 2 == 0,
        "has_fee": number % 3 != 0,
        "is_payable_online": number % 2 == 1,
        "returns_document": number % 2 == 0,
        "is_for_citizens": number != 5,
        "is_on_portal": None if number == 4 else number != 2,
        "is_public": number != 3,
        "is_content_full": None if number == 1 else number != 6,
        "is_boundary_free": number == 2,
        "decisions": [
            {"decided_on": date(2025, 4 + number % 5, 1), "is_in_time": number != 4},
            {"decided_on": date(2025, 6, 30), "is_in_time": None, "is_public_in_time": True},
        ],
    }
    for number in range(1, 8)
]
MAXIMA = {"1.000001": MaximumTime(3, "working_day"), "1.000002": MaximumTime(5, "calendar_day")}
CHANNELS = ("direct", "online", "online", "post", None)
STATUSES = ("received", "in_progress", "supplement", "refused", "withdrawn", "finished", "returned")
FIRST = datetime.fromisoformat("2025-04-01")
EDGES = (timedelta(0), timedelta(seconds=-1), timedelta(hours=8), timedelta(hours=17))
FILE = "f" * 16


class Inventor:
    """Draws rows from a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)  # noqa: S311 - a seed makes the same rows again

    def instant(self) -> datetime:
        month = FIRST.replace(month=self.dice.randrange(4, 11))
        days = self.dice.choice((0, 0, self.dice.randrange(31)))
        return month + timedelta(days=days) + self.dice.choice(EDGES)

    def maybe(self, chance: float) -> datetime | None:
        return self.instant() if self.dice.random() < chance else None

    def flag(self) -> bool | None:
        return self.dice.choice((True, True, False, None))

    def agency(self, at: datetime | None) -> str:
        """Old communes until the merger, now and then one that was not renamed in time."""
        is_old = at is not None and at.date() < date(2025, 7, 1)
        if self.dice.random() < 0.1:
            is_old = not is_old
        own = ("H99.10.01", "H99.10.02") if is_old else ("H99.101",)
        return self.dice.choice((*own, "H99.01", "H99.102", "H99"))

    def dossier(self, number: int) -> dict[str, Any]:
        """Two thirds go their orderly way; anything may be said of the others."""
        dice = self.dice
        received, *rest = sorted(self.instant() for _ in range(4))
        steps = [
            (received, 2),
            *((at, dice.choice((4, 9, 10))) for at in rest[: dice.randrange(4)]),
        ]
        row: dict[str, Any] = {
            "received_printed_at": received,
            "due_at": self.maybe(0.8),
            "ended_at": rest[1] if dice.random() < 0.5 else None,
            "status": dice.choice(("received", "in_progress", "finished", "returned")),
        }
        if dice.random() < 0.35:
            steps = [(self.instant(), dice.randrange(11)) for _ in range(dice.randrange(6))]
            row |= {
                "received_printed_at": self.maybe(0.8),
                "ended_at": self.maybe(0.3),
                "refused_at": self.maybe(0.1),
                "status": dice.choice(STATUSES),
                "supplements": dice.choice((None, [self._supplement()])),
            }
        row["steps"] = [{"at": at, "status": code} for at, code in sorted(steps)]
        return {**self._about(number, row["received_printed_at"]), **row}

    def _supplement(self) -> dict[str, datetime | None]:
        asked, answered = sorted((self.instant(), self.instant()))
        return {"requested_at": asked, "answered_at": self.dice.choice((answered, None))}

    def _about(self, number: int, received: datetime | None) -> dict[str, Any]:
        dice = self.dice
        flags = [field.name for field in TABLES["dossiers"].schema if field.type == pa.bool_()]
        judged = {"is_plain"}
        return {
            "key": f"K{number:05}",
            "code": f"H99-{number:05}",
            "agency": self.agency(received),
            "procedure": dice.choice((*(each["procedure"] for each in PROCEDURES), "9.999999")),
            "channel": dice.choice(CHANNELS),
            "submitted_at": self.maybe(0.9),
            "returned_at": self.maybe(0.2),
            "apologised_at": self.maybe(0.2),
            "payment": dice.choice(("none", "portal", "local", None)),
            "return_by": dice.choice(("desk", "post", None)),
            "extension_count": dice.choice((0, 0, 1, None)),
            "component_count": dice.choice((0, 2, 3, None)),
            "digitised_count": dice.choice((0, 2, None)),
            "faults": dice.choice(([], [], ["due-missing"], ["nine-taken-up-again", "x"])),
            **{name: self.flag() for name in flags if name not in judged},
            "vendor": "V",
            "file": FILE,
            "record": number,
            "line": number,
        }

    def petition(self, number: int) -> dict[str, Any]:
        received = self.instant()
        times = {
            "received_at": received,
            "refused_at": self._after(received, 0.2),
            "supplement_at": self._after(received, 0.2),
            "answered_at": self._after(received, 0.6),
            "published_at": self._after(received, 0.4),
        }
        phases = petition_phases(*times.values(), shipped_calendar())
        return {
            "key": f"P{number}",
            "agency": self.agency(received),
            "procedure": self.dice.choice([each["procedure"] for each in PROCEDURES]),
            "topic": self.dice.choice(("regulation", "conduct", "other", None)),
            "likes": self.dice.choice((0, 1, None)),
            "dislikes": self.dice.choice((0, 1, 2, None)),
            "is_repeated": self.flag(),
            "received_month": f"{received:%Y-%m}",
            "phases": [_phase(each) for each in phases],
            **times,
        }

    def _after(self, at: datetime, chance: float) -> datetime | None:
        days = self.dice.choice((0, 1, 3, 20, 40))
        return at + timedelta(days=days, hours=1) if self.dice.random() < chance else None

    def document(self, number: int) -> dict[str, Any]:
        issued = self.instant()
        return {
            "key": f"D{number}",
            "agency": self.agency(issued),
            "issued_on": issued.date(),
            "month": f"{issued:%Y-%m}",
            "is_signed": self.flag(),
            "is_sent_online": self.flag(),
            "is_secret": self.dice.choice((False, False, True, None)),
        }


def counted_store(
    folder: Path, dossiers: int = 500, seed: int = 7, register: str | None = REGISTER
) -> Store:
    """Return a store with dossiers of which about a third are not plain, and all other facts."""
    inventor, store = Inventor(seed), Store.create(folder)
    with store.writing() as writing:
        for table, rows in _rows(inventor, dossiers).items():
            if (month := TABLES[table].month) is not None:
                writing.replace_months(table, rows[month].unique().to_pylist(), rows)
            else:
                writing.replace(table, rows)
        if register is not None:
            writing.put_register("agencies", register)
        writing.commit("intake", "test")
    return store


def dossier_rows(rows: list[dict[str, Any]]) -> pa.Table:
    """Return dossiers judged, in the month of their receipt."""
    raw = pa.Table.from_pylist(rows, schema=TABLES["dossiers"].schema)
    judged = judge_dossiers(raw, JudgementSetting(shipped_calendar(), MAXIMA))
    month = pc.fill_null(pc.strftime(judged["received_at"], format="%Y-%m"), "unknown")
    return judged.set_column(judged.column_names.index("received_month"), "received_month", month)


def _rows(inventor: Inventor, dossiers: int) -> dict[str, pa.Table]:
    drawn = {
        "petitions": [inventor.petition(number) for number in range(dossiers // 5)],
        "documents": [inventor.document(number) for number in range(dossiers // 5)],
        "procedures": PROCEDURES,
        "files": [{"file": FILE, "name": "dot-1.ndjson", "table": "dossiers"}],
    }
    tables = {
        name: pa.Table.from_pylist(rows, schema=TABLES[name].schema) for name, rows in drawn.items()
    }
    return {"dossiers": dossier_rows([inventor.dossier(n) for n in range(dossiers)]), **tables}


def _phase(phase: Phase) -> dict[str, Any]:
    codes = {"clock": PETITION_CODE, "state": int(phase.state), "was": int(phase.was)}
    return {**phase._asdict(), **codes}
