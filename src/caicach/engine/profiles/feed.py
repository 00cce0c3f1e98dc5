"""The grammar of a source profile: how one feed becomes rows of one fact table."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, StringConstraints
from pydantic import Field as Key

from caicach.core.documents import Number, Shape, Text, Words

TableName = Literal["dossiers", "steps", "procedures", "petitions", "documents", "apologies"]
Transformation = Literal["text", "identity", "agency", "procedure"]


def _listed(raw: Any) -> Any:
    return [raw] if isinstance(raw, str) else raw


Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed)]


class Condition(Shape):
    """What a member of a list entry must be; all that is said must hold.

    among: list and member, `TaiLieuNop.DuongDanTaiTepTin`, of which one entry has the same text.
    """

    in_: Texts | None = Key(None, alias="in")
    not_in: Texts | None = None
    above: Number | None = None
    filled: bool | None = None
    among: Annotated[str, StringConstraints(pattern=r"^[^.]+\.[^.]+$")] | None = None


class Field(Shape):
    """Where one column comes from; exactly one way is named.

    from: source fields, the first that is filled counts. any, count: entries of a source list
    that meet `where`. list: its entries as structs. rows: structs made of fields of the record
    itself, empty ones left out. always: a constant. either: true where one of several is.
    absent: what any and count make of a record that does not have the list at all.
    """

    from_: Texts | None = Key(None, alias="from")
    any_: Text | None = Key(None, alias="any")
    count: Text | None = None
    list_: Text | None = Key(None, alias="list")
    rows: tuple[dict[Text, Texts], ...] | None = None
    always: Text | None = None
    either: tuple["FieldText", ...] | None = None
    where: dict[Text, Condition] = Key(default_factory=dict)
    absent: Literal["unknown", "empty"] = "unknown"
    of: dict[Text, Texts] = Key(default_factory=dict)
    as_: Transformation | None = Key(None, alias="as")
    codes: Text | None = None
    bare_day: Literal["start", "end"] = "start"

    @property
    def ways(self) -> list[str]:
        """Return the keys that say where the value comes from; one is right."""
        said = {
            "from": self.from_,
            "any": self.any_,
            "count": self.count,
            "list": self.list_,
            "rows": self.rows,
            "always": self.always,
            "either": self.either,
        }
        return [name for name, value in said.items() if value is not None]

    def parts(self) -> Iterator[Self]:
        """Yield the field, or the fields it is true by."""
        if self.either is None:
            yield self
        for each in self.either or ():
            yield from each.parts()  # type: ignore[misc]  # Field holds fields


def _field(raw: Any) -> Any:
    return {"from": raw} if isinstance(raw, str | list) else raw


FieldText = Annotated[Field, BeforeValidator(_field)]
"""A field, or just the name of a source field."""


class Envelope(Shape):
    """What stands around the records of a JSON feed.

    records: key of their list. sender, service: keys beside it. is_service: the only value of
    `service` that this profile reads.
    """

    records: Text = "data"
    sender: Text | None = None
    service: Text | None = None
    is_service: Text | None = None


class AgencyRule(Shape):
    """The agency of a row that names none: group 1 of `pattern` in its code, else its sender."""

    pattern: Text | None = None
    otherwise: Literal["sender", "nothing"] = "sender"


class Flags(Shape):
    """Texts that mean yes and no; upper and lower case are alike."""

    yes: Texts = ("1", "true", "x", "có", "yes", "đúng")
    no: Texts = ("0", "false", "không", "no", "sai")


class Feed(Shape):
    """One source profile for one fact table.

    form: `json` for payloads, `table` for CSV, spreadsheets and Parquet.
    dates: how dates are written, tried in this order: yyyyMMddHHmmss, dd/MM/yyyy, iso, …
    codes: for a column, what each code means. left_out: source fields that are known and stay
    out, personal ones above all. key: columns that make the identity of a row.
    """

    profile: Text
    label: Words
    note: Words | None = None
    source: Words | None = None
    table: TableName
    form: Literal["json", "table"]
    vendor: Text | None = None
    envelope: Envelope | None = None
    dates: tuple[Text, ...] = Key(min_length=1)
    flags: Flags = Flags()
    codes: dict[Text, dict[Text, Text]] = Key(default_factory=dict)
    agency: AgencyRule = AgencyRule()
    key: Texts | None = None
    fields: dict[Text, FieldText] = Key(min_length=1)
    left_out: Texts = ()


class Bundle(Shape):
    """Several profiles read from one file: each envelope goes to the one that knows its service."""

    profile: Text
    label: Words
    note: Words | None = None
    parts: tuple[Text, ...] = Key(min_length=1)
