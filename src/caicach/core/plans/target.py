"""A target of a plan: what is to be reached, what measures it, whom it binds."""

from caicach.core.agencies import AgencyKind
from caicach.core.documents import Shape, Text, Words
from caicach.core.plans.area import ReformArea
from caicach.core.plans.binding import Binding
from caicach.core.plans.registration import Source
from caicach.core.targets import TargetShape


class Agencies(Shape):
    """Which agencies a target is for, each by itself; no kinds and no blocks mean all of them."""

    kinds: tuple[AgencyKind, ...] = ()
    blocks: tuple[Text, ...] = ()


class Target(Shape):
    """A target as written. serves: key of a target of the plan above.

    scope: which dossiers, staff or bodies are counted, in words. lead: who answers for the
    figure. source: where it differs from that of the whole plan.
    """

    key: Text
    number: Text
    label: Words
    area: ReformArea
    shape: TargetShape
    bound: Binding
    scope: Words | None = None
    lead: Words | None = None
    serves: Text | None = None
    agencies: Agencies | None = None
    source: Source | None = None
    note: Words | None = None
