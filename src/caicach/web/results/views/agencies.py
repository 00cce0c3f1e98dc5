"""One agency's provisional result, for the few who may see it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.results.forms.filters import StageFilter
from caicach.web.results.lines import lost_lines, provisional_lines
from caicach.web.results.provisional import provisional_standing
from caicach.web.results.ranking import provisional_rows, titles_of
from caicach.web.results.views.asked import provisional_round, stages_with_sums
from caicach.web.rounds.models import Stage
from caicach.web.rounds.queries.cards import with_round
from caicach.web.rounds.scoring import edition_of


@allowed("results.provisional")
@require_safe
def provisional_agency(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Areas, items, what was lost and why, as they stand at a stage."""
    scored = provisional_round(request, pk)
    card = get_object_or_404(with_round(scored.cards.all()), agency__code=code)
    stages = stages_with_sums(scored)
    stage = request.GET.get("stage", "")
    if stage not in dict(stages):
        stage = stages[0][0] if stages else Stage.SELF
    places = edition_of(scored).shown_places
    areas, causes = provisional_lines(card, stage, Stage.SELF, places)
    result = provisional_standing(scored, stage)
    found = result.agency(code)
    rows = [] if found is None else provisional_rows(result, found.block, titles_of(scored))
    context = {
        "round": scored,
        "card": card,
        "stage": Stage(stage).label,
        "stage_key": stage,
        "form": StageFilter({"stage": stage}, stages=stages),
        "row": next((each for each in rows if each.code == code), None),
        "areas": areas,
        "lost": list(lost_lines(areas)),
        "causes": causes,
        "decimals": places,
    }
    return render(request, "results/provisional_agency.html", context)
