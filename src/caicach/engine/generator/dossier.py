"""One invented dossier: its whole life, before any system writes it down."""

from dataclasses import dataclass, field
from typing import NamedTuple

from caicach.engine.generator.agencies import Body
from caicach.engine.generator.procedures import Procedure

REGISTERED, RECEIVED, REFUSED, IN_PROGRESS, SUPPLEMENT = 1, 2, 3, 4, 5
PAYMENT, WITHDRAWN, STOPPED, FINISHED, RETURNED = 6, 7, 8, 9, 10
UNKNOWN, DIRECT, ONLINE, POST = 0, 1, 2, 3


class Step(NamedTuple):
    """One line of processing; desk: its place among the desks of an office."""

    at: int
    status: int
    desk: int = 0


class Request(NamedTuple):
    """A supplement asked of the citizen, and the answer; None where none came."""

    asked_at: int
    answered_at: int | None


class Person(NamedTuple):
    """An invented applicant; kind as the payload codes it, 1 citizen to 4 other."""

    kind: int
    number: str
    name: str
    phone: str
    email: str


@dataclass(slots=True)
class Dossier:
    """Instants are seconds of local time; None is absent. faults: codes planted.

    sends_input: its result is a file that was handed in. misprints: what the sender prints in a
    field that cannot be read; the model then holds what is left. has_steps: whether they are sent.
    copy: the same dossier sent again under another code.
    """

    code: str
    body: Body
    procedure: Procedure
    person: Person
    channel: int
    submitted_at: int
    received_at: int | None = None
    due_at: int | None = None
    ended_at: int | None = None
    returned_at: int | None = None
    refused_at: int | None = None
    steps: list[Step] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    by_post: bool = False
    is_verified: bool = False
    payment: int = 0
    paid_fee: int = 0
    digitised: int = 0
    has_file: bool = False
    reuses: int = 0
    from_store: bool = False
    result_file: bool = False
    result_code: bool = False
    elsewhere: bool = False
    sends_input: bool = False
    misprints: dict[str, str] = field(default_factory=dict)
    has_steps: bool = True
    is_duplicate: bool = False
    apologised_at: int | None = None
    extended_to_at: int | None = None
    has_petition: bool = False
    copy: "Dossier | None" = None
    faults: tuple[str, ...] = ()

    @property
    def instants(self) -> list[int]:
        """Return every instant at which something happens to it, in no order."""
        dates = (self.submitted_at, self.ended_at, self.returned_at, self.refused_at)
        answers = [request.answered_at for request in self.requests]
        steps = [step.at for step in self.steps]
        return [each for each in (*dates, *answers, *steps) if each is not None]

    @property
    def last_at(self) -> int:
        """Return the instant of the last thing that happens to it."""
        return max(self.instants)
