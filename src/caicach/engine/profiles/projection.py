"""One feed compiled into one SELECT: records in, rows of facts out."""

from collections.abc import Sequence

from caicach.engine.facts.shape import TABLES
from caicach.engine.profiles.columns import STATUSES
from caicach.engine.profiles.entries import Cells
from caicach.engine.profiles.feed import Feed
from caicach.engine.profiles.mapped_columns import MappedColumns
from caicach.engine.profiles.sql_text import any_of, literal
from caicach.engine.profiles.values import Column, agency_column, procedure_of

SEPARATOR = "|"
"""Between the parts of a key or a link; doubled inside a part."""

NO_KEY = "?"
"""Opens the key of a row that lacks a part of it; the SHA-256 of the record follows."""


def compile_feed(feed: Feed, cells: Cells, *, has_key: bool) -> str:
    """Return the SELECT that maps a relation `block` to the `fed` columns of the feed's table.

    block: the cells, and `record`, `line`, `sender`, `spoiled` (a fault found by its reader).
    Variables: vendor, exported_at, file; inner_pad and outer_pad where `has_key`.
    """
    columns = _columns(feed, cells, has_key=has_key)
    faults = _faults(columns, cells)
    steps = (
        [f"{each.cell} AS c_{each.name}" for each in columns],
        [f"{each.draft} AS d_{each.name}" for each in columns if each.draft],
        [f"{each.value} AS v_{each.name}" for each in columns],
        [f"{condition} AS f_{i}" for i, (_, condition) in enumerate(faults)],
    )
    query = cells.relation
    for step in steps:
        query = f"SELECT {', '.join(['*', *step])} FROM ({query})"
    final = _Final(feed, columns, cells)
    named = [f"{final.column(each.name, faults)} AS {each.name}" for each in TABLES[feed.table].fed]
    return f"SELECT {', '.join(named)} FROM ({query})"


def _columns(feed: Feed, cells: Cells, *, has_key: bool) -> list[Column]:
    mapped = MappedColumns(feed, cells, has_key=has_key)
    columns = {each.name: each for each in mapped.all()}
    if "agency" in TABLES[feed.table].fed.names:
        columns["agency"] = agency_column("agency", _agency_cell(feed, mapped))
    return list(columns.values())


def _agency_cell(feed: Feed, mapped: MappedColumns) -> str:
    """What the row names, else what its code begins with, else who sent it."""
    own = feed.fields.get("agency")
    code = feed.fields.get("code")
    found = [mapped.first_text(own.from_) if own and own.from_ else None]
    if feed.agency.pattern and code and code.from_:
        text = mapped.first_text(code.from_)
        pattern = literal(feed.agency.pattern)
        found.append(f"nullif(regexp_extract({text}, {pattern}, 1), '')" if text else None)
    if feed.agency.otherwise == "sender":
        found.append("nullif(sender, '')")
    said = [each for each in found if each]
    return f"coalesce({', '.join(said)})" if said else "NULL::VARCHAR"


def _faults(columns: Sequence[Column], cells: Cells) -> list[tuple[str, str]]:
    """Return each fault with the condition under which a row has it."""
    found: dict[str, list[str]] = {}
    for each in columns:
        if each.wrong:
            found.setdefault(each.fault, []).append(each.wrong)
    for condition in cells.lost():
        found.setdefault("field-shape", []).append(condition)
    if any(each.name == "code" for each in columns):
        found["code-missing"] = ["c_code IS NULL"]
    if any(each.name == "agency" for each in columns):
        found["agency-missing"] = ["c_agency IS NULL"]
    return [(fault, _either(conditions)) for fault, conditions in sorted(found.items())]


def _either(conditions: Sequence[str]) -> str:
    """A condition on a missing cell is neither true nor false, and must not hide the others."""
    return any_of(f"coalesce({each}, false)" for each in conditions)


class _Final:
    """The last step: columns by rule, provenance, and the list of faults."""

    def __init__(self, feed: Feed, columns: Sequence[Column], cells: Cells) -> None:
        self._feed = feed
        self._mapped = {each.name for each in columns}
        self._digest = cells.digest
        self._types = {each.name: each.type for each in TABLES[feed.table].fed}

    def column(self, name: str, faults: Sequence[tuple[str, str]]) -> str:
        """Return the SQL of one column of the table."""
        if name == "faults":
            return _fault_list([code for code, _ in faults])
        rules = {
            "record": "record",
            "line": "line",
            "file": "getvariable('file')::VARCHAR",
            "vendor": self._said("vendor", "getvariable('vendor')::VARCHAR"),
            "exported_at": self._said("exported_at", "getvariable('exported_at')::TIMESTAMP"),
            "sender": self._sender,
            "key": self._key(),
            "link": self._link(),
            "status_code": self._status_code(),
        }
        if name == "procedure":
            return self._procedure()
        return rules[name] if name in rules else self._said(name)

    def _has(self, name: str) -> bool:
        return name in self._mapped

    def _said(self, name: str, otherwise: str = "NULL") -> str:
        if not self._has(name):
            return otherwise
        return f"v_{name}" if otherwise == "NULL" else f"coalesce(v_{name}, {otherwise})"

    @property
    def _sender(self) -> str:
        return f"coalesce({self._said('sender', 'sender')}, '')"

    def _procedure(self) -> str:
        if self._has("procedure_printed"):
            return procedure_of("v_procedure_printed")
        return self._said("procedure", "NULL::VARCHAR")

    def _key(self) -> str:
        """A row without all of its key is nobody else's row: its own content stands for it."""
        rule = self._feed.key or (("key",) if self._has("key") else ("sender", "code"))
        parts = [self._part(name) for name in rule]
        missing = any_of(f"({part}) IS NULL" for part in parts)
        joined = f" || '{SEPARATOR}' || ".join(map(_escaped, parts))
        own = f"'{NO_KEY}' || left({self._digest}, 32)"
        return f"CASE WHEN {missing} THEN {own} ELSE {joined} END"

    def _part(self, name: str) -> str:
        if name == "sender":
            return self._sender
        if name == "procedure":
            return self._procedure()
        return f"v_{name}::VARCHAR" if self._has(name) else "NULL::VARCHAR"

    def _link(self) -> str:
        code = next((each for each in ("code", "link") if self._has(each)), None)
        if code is None:
            return "NULL"
        joined = f"{_escaped(self._sender)} || '{SEPARATOR}' || {_escaped(f'v_{code}')}"
        return f"CASE WHEN v_{code} IS NULL THEN NULL ELSE {joined} END"

    def _status_code(self) -> str:
        cases = " ".join(f"WHEN {literal(s)} THEN {i}" for i, s in enumerate(STATUSES, start=1))
        return f"CASE v_status {cases} ELSE 0 END" if self._has("status") else "0"


def _escaped(part: str) -> str:
    return f"replace({part}, '{SEPARATOR}', '{SEPARATOR * 2}')"


def _fault_list(codes: Sequence[str]) -> str:
    """Nearly all rows are sound: they get the empty list without building one."""
    found = [f"CASE WHEN f_{i} THEN {literal(code)} END" for i, code in enumerate(codes)]
    some = any_of([f"f_{i}" for i in range(len(codes))] + ["spoiled IS NOT NULL"])
    whole = f"[{', '.join([*found, 'spoiled'])}]"
    kept = f"list_sort(list_distinct(list_filter({whole}, lambda x: x IS NOT NULL)))"
    return f"CASE WHEN {some} THEN {kept} ELSE []::VARCHAR[] END"
