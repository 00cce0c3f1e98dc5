"""What of results a person may see. Nothing provisional is told to anybody but those who decide."""

from django.db.models import Q, QuerySet

from caicach.web.accounts.acting import standing_now
from caicach.web.accounts.models import Person
from caicach.web.results.models import Complaint, Publication
from caicach.web.results.rights import DECIDERS
from caicach.web.rounds.models import Card, Round
from caicach.web.rounds.queries.cards import with_round
from caicach.web.rounds.rights import OFFICERS, SEE_ROUND


def visible_rounds(person: Person) -> QuerySet[Round]:
    """Return the rounds of agencies the person may read, without the text of their editions."""
    codes = standing_now(person).visible
    rows = Round.objects.filter(agency__code__in=codes).select_related("edition", "agency")
    return rows.defer("edition__text")


def provisional_rounds(person: Person) -> QuerySet[Round]:
    """Return the rounds whose provisional results the person may read."""
    rows = visible_rounds(person).select_related("edition", "agency", "previous__edition")
    rows = rows.defer("edition__text", "previous__edition__text")
    return rows.filter(agency__code__in=standing_now(person).reach(SEE_ROUND))


def visible_publications(person: Person) -> QuerySet[Publication]:
    """Return what was published of rounds in sight."""
    return with_rounds(Publication.objects.filter(round__in=visible_rounds(person)))


def with_rounds(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """Return publications with their rounds, without what is long."""
    rows = rows.select_related("round__edition", "round__agency")
    return rows.defer("round__edition__text", "particulars")


def cards_in_sight(person: Person) -> QuerySet[Card]:
    """Return the cards of published rounds that the person deals with: of the own agency, or of a
    round they read.
    """
    standing = standing_now(person)
    mine = Q(agency__code__in=_own_codes(person))
    read = Q(round__agency__code__in=standing.reach(SEE_ROUND))
    return with_round(Card.objects.filter(mine | read, round__state=Round.State.PUBLISHED))


def visible_complaints(person: Person) -> QuerySet[Complaint]:
    """Return the complaints of the person's own agency, and those of rounds they read."""
    standing = standing_now(person)
    mine = Q(card__agency__code__in=_own_codes(person))
    read = Q(card__round__agency__code__in=standing.reach((*SEE_ROUND, *DECIDERS)))
    return Complaint.objects.filter(mine | read).select_related(
        "card__agency",
        "card__round__agency",
        "item",
        "person",
        "answered_by",
        "publication__round__agency",
    )


def _own_codes(person: Person) -> set[str]:
    posts = standing_now(person).posts
    return {post.agency.code for post in posts if post.role in OFFICERS}
