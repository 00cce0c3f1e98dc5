"""The usual departments and vertical agencies of a province: a sample to edit."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from caicach.core.agencies.agency import Agency, Code
from caicach.core.agencies.agency_kind import AgencyKind
from caicach.core.documents import Day, Label, Shape, Text, Words, parse, read_document

SHIPPED = ("agencies", "departments.yaml")


class Block(Shape):
    """Agencies that are ranked among each other."""

    key: Text
    label: Words


class UsualAgency(Shape):
    """An agency of the sample.

    usual: most provinces have it. status: "reported" was read in a source, "recalled" is to be
    confirmed by an office. `{level}` in the name stands for tỉnh or thành phố.
    """

    code: Code
    name: Words
    kind: AgencyKind
    block: Text
    usual: bool
    status: Literal["reported", "recalled"]

    def agency(self, level: str, since: date, source: str) -> Agency:
        """Return it as an agency of a province. level: "tỉnh" or "thành phố"."""
        name = Label(vi=self.name.vi.replace("{level}", level), en=self.name.en)
        return Agency(
            code=self.code,
            name=name,
            kind=self.kind,
            block=self.block,
            valid_from=since,
            source=f"{source} ({self.status})",
        )


class DepartmentTemplate(Shape):
    """The sample: blocks in their order, and agencies."""

    label: Words
    source: Text
    valid_from: Day
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    agencies: Annotated[tuple[UsualAgency, ...], Field(min_length=1)]


@cache
def department_template() -> DepartmentTemplate:
    """Return the shipped sample. Source: in the sample itself, with a status for each agency."""
    text = files("caicach.standards").joinpath(*SHIPPED).read_text("utf-8")
    document, issues = read_document(text, "/".join(SHIPPED))
    found, more = parse(document, DepartmentTemplate) if document else (None, [])
    if found is None or issues:
        raise ValueError("\n".join(map(str, [*issues, *more])))
    return found
