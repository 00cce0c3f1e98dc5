"""A register of agencies read from YAML."""

from typing import Annotated

from pydantic import Field

from caicach.core.agencies.agency import Agency, LineageEvent, ParentLink
from caicach.core.agencies.agency_tree import AgencyTree
from caicach.core.documents import Shape, Text, Words, parse, read_document
from caicach.core.issues import Issue, has_faults


class AgencyRegister(Shape):
    """What a register file holds."""

    label: Words
    source: Text
    agencies: Annotated[tuple[Agency, ...], Field(min_length=1)]
    links: tuple[ParentLink, ...] = ()
    lineage: tuple[LineageEvent, ...] = ()

    def tree(self) -> AgencyTree:
        """Return the agencies of all days, unchecked."""
        return AgencyTree(self.agencies, self.links, self.lineage)


def read_agencies(text: str, path: str) -> tuple[AgencyTree | None, list[Issue]]:
    """Return the agencies in `text`, or None, with every fault and warning and its line."""
    document, issues = read_document(text, path)
    if document is None or issues:
        return None, issues
    register, issues = parse(document, AgencyRegister)
    if register is None:
        return None, issues
    tree = register.tree()
    issues = tree.check(lambda part, number: document.where((part, number)))
    return (None if has_faults(issues) else tree), issues
