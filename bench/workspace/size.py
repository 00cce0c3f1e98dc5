"""How large the installation is that pages are asked of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """agencies: with the province itself, one plan each. targets: of each plan.

    tasks, people, events: at least so many in all. dossiers: the generated facts.
    """

    agencies: int = 160
    targets: int = 120
    tasks: int = 5_000
    people: int = 300
    events: int = 50_000
    dossiers: int = 100_000

    @property
    def tenth(self) -> "Size":
        """Return the same agencies and people with a tenth of everything that grows."""
        return Size(
            self.agencies,
            self.targets // 10,
            self.tasks // 10,
            self.people,
            self.events // 10,
            self.dossiers,
        )

    @property
    def words(self) -> str:
        """Return what it is called in the name of a folder."""
        return f"{self.agencies}x{self.targets}-{self.tasks}-{self.events}-{self.dossiers}"
