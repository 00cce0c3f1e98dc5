"""Old versions given up, and the files that nobody needs any more removed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deltalake import DeltaTable
from pyarrow.fs import FileType

from caicach.core.issues import issue
from caicach.engine.facts.address import Address
from caicach.engine.facts.fact_table import open_table, table_root
from caicach.engine.facts.ledger import FactsVersion, Ledger, local_now
from caicach.engine.facts.recovery import recovered
from caicach.engine.facts.store_error import StoreError

HOURS_UNTOUCHED = 24
"""Where nothing locks writers out, younger files may belong to one of them and stay."""


@dataclass(frozen=True, slots=True)
class Vacuumed:
    """What went: facts versions, and how many files of how many bytes in all."""

    versions: tuple[int, ...]
    files: int
    bytes: int


def vacuum(address: Address, ledger: Ledger, keep: int, *, is_dry: bool) -> Vacuumed:
    """Give up all versions but pinned ones and the newest `keep`, and return what went.

    The caller holds the lock. Versions are struck from the ledger before their files go, so that
    a vacuum cut short leaves no version that looks whole and is not.
    """
    if keep < 1:
        raise StoreError(issue("store-keep-too-few", address.root, value=keep))
    before = ledger.read()
    after = _struck(before, keep)
    if not is_dry:
        recovered(address, before[-1])
        after = ledger.rewrite(lambda known: _struck(known, keep))
    staying = [each for each in after if each.vacuumed_at is None]
    swept = [
        size for name in before[-1].tables for size in _swept(address, name, staying, is_dry=is_dry)
    ]
    if not is_dry:
        _sweep_ledger(address)
    return Vacuumed(_newly_struck(before, after), len(swept), sum(swept))


def _struck(known: Sequence[FactsVersion], keep: int) -> list[FactsVersion]:
    now, newest = local_now(), {each.version for each in known[-keep:]}

    def stays(each: FactsVersion) -> bool:
        return each.version in newest or each.pin is not None or each.vacuumed_at is not None

    return [each if stays(each) else replace(each, vacuumed_at=now) for each in known]


def _newly_struck(before: Sequence[FactsVersion], after: Sequence[FactsVersion]) -> tuple[int, ...]:
    known = {each.version for each in before if each.vacuumed_at is not None}
    return tuple(e.version for e in after if e.vacuumed_at is not None and e.version not in known)


def _swept(
    address: Address, name: str, staying: Sequence[FactsVersion], *, is_dry: bool
) -> list[int]:
    """Return the sizes of the files that went."""
    table = open_table(address, name)
    versions = sorted({each.tables[name] for each in staying if name in each.tables})
    paths = _vacuum_delta(table, address, versions, is_dry=True)
    root = address.path_of(table_root(address, name))
    found = address.files.get_file_info([f"{root}/{path}" for path in paths])
    # what an earlier vacuum removed is named again for as long as the log remembers it
    sizes = [each.size for each in found if each.type == FileType.File]
    if sizes and not is_dry:
        _vacuum_delta(table, address, versions, is_dry=False)
    return sizes


def _vacuum_delta(
    table: DeltaTable, address: Address, versions: list[int], *, is_dry: bool
) -> list[str]:
    return table.vacuum(
        retention_hours=0 if address.is_local else HOURS_UNTOUCHED,
        dry_run=is_dry,
        enforce_retention_duration=False,
        full=True,
        keep_versions=versions,
    )


def _sweep_ledger(address: Address) -> None:
    """Someone may be reading the ledger without a lock: what is young stays."""
    table = DeltaTable(address.inside("commits"), storage_options=address.delta_options)
    table.vacuum(HOURS_UNTOUCHED, dry_run=False, enforce_retention_duration=False, full=True)
