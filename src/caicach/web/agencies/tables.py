"""Tables of agencies handed in: read with every fault, kept, shown, and taken over when chosen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from caicach.core.agencies import Agency, AgencyTree, LineageEvent, ParentLink
from caicach.core.issues import Issue, Lang, Severity, severity_of
from caicach.files.registers import AgencyTable, read_agency_table
from caicach.web.accounts.models import Person
from caicach.web.agencies.actions import RefusedError, take_over
from caicach.web.agencies.adopting import adopt
from caicach.web.agencies.blocks import key_of_block
from caicach.web.agencies.differences import Difference, corrected
from caicach.web.agencies.models import Operation, PendingImport
from caicach.web.agencies.proposal import Proposal, altered, fresh
from caicach.web.agencies.rights import require_adoption
from caicach.web.audit.actor import Actor
from caicach.web.look.templatetags.look import lang
from caicach.web.register.queries import register_rows, whole_register

KEPT_FOR = timedelta(days=2)
LANGS: tuple[Lang, ...] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class ToldIssue:
    """A fault as it was found, in the words of the page's language."""

    severity: Severity
    where: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What taking a table over would do.

    added: new entries. ended: agencies whose last day becomes known. corrected: those that read
    otherwise. same: rows that the register already says.
    """

    added: list[Agency]
    ended: list[Agency]
    corrected: list[Difference]
    same: int
    links: int
    events: int
    refusals: list[Issue]
    proposal: Proposal

    @property
    def does_nothing(self) -> bool:
        """Say whether the register already says all of it."""
        return not self.proposal.codes


@transaction.atomic
def keep_import(*, by: Actor, person: Person, content: bytes, file_name: str) -> PendingImport:
    """Read a table and keep what it says, with its faults, until it is taken over or forgotten."""
    by.require("agencies.change")
    PendingImport.objects.filter(expires_at__lt=timezone.now()).delete()
    table = read_table(content, file_name)
    return PendingImport.objects.create(
        person=person,
        file_name=file_name[:300],
        sha256=hashlib.sha256(content).hexdigest(),
        rows=_kept(table),
        expires_at=timezone.now() + KEPT_FOR,
    )


def read_table(content: bytes, file_name: str) -> AgencyTable:
    """Return what a table says, with every fault it has of its own and beside the register."""
    table = read_agency_table(content, file_name, known=whole_register())
    return table._replace(agencies=tuple(map(_by_key, table.agencies)))


def import_table(
    *, by: Actor, table: AgencyTable, content: bytes, file_name: str
) -> Operation | None:
    """Take a table without faults over at once. Raises as `take_over` does."""
    digest = hashlib.sha256(content).hexdigest()
    source = f"{file_name} (SHA-256 {digest})"
    return take_over(by=by, parts=table, kind=Operation.Kind.IMPORT, source=source)


@transaction.atomic
def confirm_import(
    *, by: Actor, pending: PendingImport, sound_rows_only: bool = False, seen: int | None = None
) -> Operation | None:
    """Take a kept table over, in one transaction; None where the register already says it all.

    sound_rows_only: chosen by the person where the table has faults. Raises RefusedError where it
    has and that was not chosen, and as `take_over` does.
    """
    by.require("agencies.change")
    if has_faults(pending) and not sound_rows_only:
        raise RefusedError(())
    source = f"{pending.file_name} (SHA-256 {pending.sha256})"
    kind = Operation.Kind.IMPORT
    done = take_over(by=by, parts=parts_of(pending), kind=kind, source=source, seen=seen)
    pending.delete()
    return done


@transaction.atomic
def drop_import(*, by: Actor, pending: PendingImport) -> None:
    """Forget a table that was not taken over."""
    by.require("agencies.change")
    pending.delete()


def look_at_import(by: Actor, pending: PendingImport) -> ImportPreview:
    """Return what taking the sound rows over would do. Raises NotAllowedError."""
    parts = parts_of(pending)
    proposal = adopt(parts, register_rows())
    require_adoption(by, proposal)
    changed = altered(proposal.before.agencies, proposal.agencies)
    added = list(fresh(proposal.agencies).values())
    ended = [new for was, new in changed.values() if was.valid_to != new.valid_to]
    return ImportPreview(
        added=added,
        ended=ended,
        corrected=corrected(proposal),
        same=len(parts.agencies) - len(added) - len(changed),
        links=len(fresh(proposal.links)),
        events=len(fresh(proposal.events)),
        refusals=proposal.issues(),
        proposal=proposal,
    )


def parts_of(pending: PendingImport) -> AgencyTree:
    """Return what the sound rows of a kept table say."""
    rows: dict[str, Any] = pending.rows
    return AgencyTree(
        tuple(map(Agency.model_validate, rows["agencies"])),
        tuple(map(ParentLink.model_validate, rows["links"])),
        tuple(map(LineageEvent.model_validate, rows["events"])),
    )


def issues_of(pending: PendingImport) -> list[ToldIssue]:
    """Return what was found in a kept table, gravest first, in the order of the file."""
    told = [
        ToldIssue(each["severity"], each["where"], *each[lang()]) for each in pending.rows["issues"]
    ]
    return sorted(told, key=lambda each: ("fault", "warning", "note").index(each.severity))


def has_faults(pending: PendingImport) -> bool:
    """Say whether any row was left out."""
    return any(each["severity"] == "fault" for each in pending.rows["issues"])


def _by_key(agency: Agency) -> Agency:
    """A block is written by its name, and kept by what stays when names are read elsewhere."""
    if agency.block is None:
        return agency
    return agency.model_copy(update={"block": key_of_block(agency.block)})


def _kept(table: AgencyTable) -> dict[str, Any]:
    return {
        "agencies": _plain(table.agencies),
        "links": _plain(table.links),
        "events": _plain(table.events),
        "issues": [_told(each) for each in dict.fromkeys(table.issues)],
    }


def _plain(rows: Iterable[Agency | ParentLink | LineageEvent]) -> list[dict[str, Any]]:
    return [each.model_dump(mode="json", exclude_defaults=True, by_alias=True) for each in rows]


def _told(found: Issue) -> dict[str, Any]:
    told: dict[str, Any] = {"severity": severity_of(found.code), "where": found.where}
    return told | {each: (found.problem(each), found.remedy(each)) for each in LANGS}
