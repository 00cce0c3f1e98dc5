"""A store of facts: made, opened, read at a version, written by one at a time."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from caicach.core.issues import issue
from caicach.engine.facts.address import Address
from caicach.engine.facts.fact_table import create_table
from caicach.engine.facts.ledger import FactsVersion, Ledger, Pin, local_now, with_pin
from caicach.engine.facts.lock import Remark, held
from caicach.engine.facts.recovery import recovered
from caicach.engine.facts.shape import TABLES
from caicach.engine.facts.snapshot import Facts
from caicach.engine.facts.store_error import StoreError, told
from caicach.engine.facts.vacuum import Vacuumed, vacuum
from caicach.engine.facts.writing import Writing

LOCK = "write.lock"
OURS = frozenset({LOCK, "facts", "commits", "cube", "stage"})
"""What may stand in a folder that is to become a store."""

KEPT = ("commits", "facts")
"""What a store cannot do without; the rest is made again."""


class Store:
    """A folder or an object-storage address that holds facts and all their versions."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._ledger = Ledger(address)

    @classmethod
    def create(cls, address: str | Path, options: Mapping[str, str] | None = None) -> "Store":
        """Make an empty store; one whose making was cut short is finished.

        options: delta-rs storage options; what is left out is taken from the environment.
        Raises StoreError where there is a store, or a folder that holds something else.
        """
        store = cls(Address.of(address, options))
        if store.is_local:
            store._make_folder()
        with store._locked(wait=True, on_wait=None), told(store.address):
            if store._ledger.read():
                raise StoreError(issue("store-exists", store.address))
            for name in TABLES:
                create_table(store._address, name)
            tables = dict.fromkeys(TABLES, 0)
            store._ledger.create(FactsVersion(0, local_now(), "created", "", tables))
        return store

    @classmethod
    def open(cls, address: str | Path, options: Mapping[str, str] | None = None) -> "Store":
        """Return the store at `address`.

        Raises StoreError where there is none, or a newer Caicach wrote it.
        """
        store = cls(Address.of(address, options))
        store.versions()
        return store

    @property
    def address(self) -> str:
        """The whole path, or the address."""
        return self._address.root

    @property
    def is_local(self) -> bool:
        """Say whether the store is a folder."""
        return self._address.is_local

    @property
    def latest(self) -> int:
        """The newest facts version, as of now."""
        return self.versions()[-1].version

    def versions(self) -> list[FactsVersion]:
        """Return all facts versions, oldest first, with those that were vacuumed."""
        found = self._ledger.read()
        if not found:
            raise StoreError(issue("store-missing", self.address))
        return found

    def facts(self, version: int | None = None) -> Facts:
        """Return the facts as of `version`, the newest if None.

        Raises StoreError for a version that never was, or was vacuumed.
        """
        known = self.versions()
        return Facts(
            self, known[-1] if version is None else self._named(known, version), self._address
        )

    def pin(self, version: int, reason: str) -> None:
        """Keep `version` for good. Raises StoreError where it cannot be opened any more."""
        self._pin(version, Pin(reason, local_now()))

    def unpin(self, version: int) -> None:
        """Let a later vacuum take `version`."""
        self._pin(version, None)

    def vacuum(
        self,
        keep: int,
        *,
        dry_run: bool = False,
        wait: bool = True,
        on_wait: Remark | None = None,
    ) -> Vacuumed:
        """Give up old versions and every file that only they, or nobody, needs.

        keep: how many of the newest versions stay, at least 1; pinned ones stay as well.
        dry_run: say what would go and leave it.
        Whoever still reads a version that goes loses it under their hands.
        """
        self.versions()
        with self._locked(wait=wait, on_wait=on_wait), told(self.address):
            return vacuum(self._address, self._ledger, keep, is_dry=dry_run)

    def _pin(self, version: int, pin: Pin | None) -> None:
        def pinned(known: list[FactsVersion]) -> list[FactsVersion]:
            self._named(known, version)
            return with_pin(known, version, pin)

        self._ledger.rewrite(pinned)

    def _named(self, known: list[FactsVersion], version: int) -> FactsVersion:
        found = next((each for each in known if each.version == version), None)
        if found is None:
            last = known[-1].version
            raise StoreError(
                issue("store-version-unknown", self.address, version=version, last=last)
            )
        if found.vacuumed_at is not None:
            raise StoreError(issue("store-version-vacuumed", self.address, version=version))
        return found

    @contextmanager
    def writing(self, wait: bool = True, on_wait: Remark | None = None) -> Iterator[Writing]:
        """Yield a change of the newest facts; left without a commit, it never was.

        wait: for another writer of a folder. on_wait: told once, after a second, who it is.
        Raises StoreError where another writes and `wait` is False. On object storage nothing is
        locked: of two writers, the second to commit is refused.
        """
        self.versions()  # a lock is made only where there is a store
        with self._locked(wait=wait, on_wait=on_wait):
            base = self.facts()
            with told(self.address):
                tables = recovered(self._address, base.entry)
            writing = Writing(base, self._address, tables)
            try:
                yield writing
            finally:
                writing.discard()

    @contextmanager
    def held_still(self, on_wait: Remark | None = None) -> Iterator[list[Path]]:
        """Yield the files a copy of this store needs, relative to it, while nobody writes.

        Caches are left out. Empty for a store in object storage, which is copied by its own means.
        """
        with self._locked(wait=True, on_wait=on_wait):
            root = Path(self.address)
            folders = [root / name for name in KEPT] if self.is_local else []
            files = (each for folder in folders for each in folder.rglob("*") if each.is_file())
            yield sorted(each.relative_to(root) for each in files)

    def _locked(self, *, wait: bool, on_wait: Remark | None) -> AbstractContextManager[None]:
        if not self.is_local:
            return nullcontext()
        return held(Path(self.address) / LOCK, wait=wait, on_wait=on_wait)

    def _make_folder(self) -> None:
        folder = Path(self.address)
        with told(self.address):
            folder.mkdir(parents=True, exist_ok=True)
            strange = sorted(each.name for each in folder.iterdir() if each.name not in OURS)
        if strange:
            raise StoreError(issue("store-folder-taken", self.address, found=strange[0]))
