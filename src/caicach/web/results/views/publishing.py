"""Publishing a round: what stands in the way, the particulars, how far it has come."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caicach.core.issues import faults
from caicach.files.official import lettered_in
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.jobs.models import Job
from caicach.web.look.faults import said_of
from caicach.web.look.templatetags.look import lang
from caicach.web.results.actions.publishing import PUBLISH, publish_later
from caicach.web.results.checking import check_publishing
from caicach.web.results.forms.publish import PublishForm
from caicach.web.results.models import Correction
from caicach.web.results.published import latest_publication
from caicach.web.results.views.asked import form_answer, provisional_round, tried


@allowed("results.publish")
@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that forbids it at once; then what is printed."""
    scored = provisional_round(request, pk)
    request.actor.require("results.publish", scored)
    issues = check_publishing(scored)
    wrong, before = faults(issues), latest_publication(scored)
    form = PublishForm(
        request.POST or None, scored=scored, before=before, asks=len(issues) > len(wrong)
    )
    if request.method == "POST" and form.is_valid():
        led_to: list[Job] = []
        if tried(
            form,
            lambda: led_to.append(
                publish_later(
                    request.actor,
                    scored=scored,
                    values=form.values(),
                    now=timezone.now(),
                    person_id=request.user.pk,
                )
            ),
        ):
            return redirect("results:publishing", pk, led_to[0].pk)
    context = {
        "round": scored,
        "before": before,
        "lettering": lettered_in(settings.FONTS_FOLDER),
        "wrong": [said_of(each) for each in wrong],
        "warned": [said_of(each) for each in issues if each.severity == "warning"],
        "corrections": Correction.objects.filter(card__round=scored, publication=None)
        .select_related("card", "item")
        .order_by("pk"),
    }
    return form_answer(request, form, context, "results/publish.html")


@allowed("results.publish")
@require_safe
def publishing(request: SignedInRequest, pk: int, job: int) -> HttpResponse:
    """How far publishing has come; the part that moves where that is asked for."""
    scored = provisional_round(request, pk)
    request.actor.require("results.publish", scored)
    found = get_object_or_404(Job, kind=PUBLISH, arguments__number=pk, pk=job)
    result = found.result or {}
    context = {
        "round": scored,
        "job": found,
        "refused": [each[lang()] for each in result.get("refused", ())],
        "made": result.get("publication"),
    }
    moving = request.headers.get("HX-Request") == "true"
    template = "results/publishing_state.html" if moving else "results/publishing.html"
    return render(request, template, context)
