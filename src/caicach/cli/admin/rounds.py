"""`caicach admin rounds list` and `prove`: published results proven from the machine."""

from typing import TYPE_CHECKING, Annotated

import typer

from caicach.cli.admin.workspace import open_workspace
from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.session import Session, session_of
from caicach.core.issues import Issue, has_faults

if TYPE_CHECKING:
    from caicach.web.results.models import Publication
    from caicach.web.rounds.models import Round


def list_(context: typer.Context) -> None:
    """List rounds with their numbers and publications."""
    session = session_of(context)
    open_workspace()
    from caicach.web.rounds.models import Round

    rounds = Round.objects.select_related("agency").prefetch_related("publications")
    for each in rounds.order_by("pk"):
        made = sorted(each.publications.all(), key=lambda publication: publication.number)
        told = [f"{publication.number}: {publication.notation}" for publication in made]
        state = session.say(*_states(each))
        line = [str(each.pk), str(each.year), each.agency.code, each.name, state, "; ".join(told)]
        session.print_text("\t".join(line) + "\n")


def _states(scored: "Round") -> tuple[str, str]:
    from django.utils.translation import override

    with override("vi"):
        vi = str(scored.get_state_display())
    with override("en"):
        return vi, str(scored.get_state_display())


def prove(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="round-number")],
) -> None:
    """Score a round again from what was pinned and compare with each of its publications."""
    session = session_of(context)
    open_workspace()
    from caicach.web.results.models import Publication
    from caicach.web.results.proving import prove as prove_publication

    made = Publication.objects.filter(round=number).select_related(
        "round__edition", "round__agency"
    )
    if not made:
        raise WrongUseError("admin-round-unpublished", str(number), number=number)
    found: list[Issue] = []
    for publication in made.order_by("number"):
        issues = prove_publication(publication)
        _tell(session, publication, issues)
        found += issues
    if has_faults(found):
        raise FaultsError(found)
    session.tell_issues(found)


def _tell(session: Session, publication: "Publication", issues: list[Issue]) -> None:
    named = f"{publication.number} {publication.notation} {publication.sha256}"
    holds = session.say("khớp hoàn toàn", "all holds")
    differs = session.say("không khớp", "differs")
    session.print_text(f"{named}: {differs if has_faults(issues) else holds}\n")
