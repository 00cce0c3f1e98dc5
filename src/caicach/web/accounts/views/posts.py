"""Posts given, ended and moved."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from caicach.web.accounts.acting import SignedInRequest, standing_now
from caicach.web.accounts.actions.faults import PeopleFaultsError
from caicach.web.accounts.actions.posts import end_post, give_post, move_person
from caicach.web.accounts.forms import EndPostForm, PostForm
from caicach.web.accounts.guard import allowed
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.queries import agency_choices, people_within
from caicach.web.look.day import today

MANAGE = "accounts.manage"
ONE_DAY = timedelta(days=1)


@allowed(MANAGE)
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a person a post."""
    shown = get_object_or_404(people_within(standing_now(request.user)), pk=pk)
    form = _post_form(request, {})
    if form.is_valid():
        try:
            give_post(request.actor, shown, form.plan)
        except PeopleFaultsError as error:
            form.refuse(error.issues)
        else:
            return redirect("accounts:person", pk)
    return _form(request, form, shown, _("Giao vị trí"))


@allowed(MANAGE)
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a post with a day."""
    post = _post(request, pk)
    form = EndPostForm(request.POST or None, initial={"valid_to": today()})
    if form.is_valid():
        values = form.cleaned_data
        try:
            end_post(request.actor, post, last_day=values["valid_to"], reason=values["reason"])
        except PeopleFaultsError as error:
            form.refuse(error.issues)
        else:
            return redirect("accounts:person", post.person_id)
    return _form(request, form, post.person, _("Kết thúc vị trí"), str(post))


@allowed(MANAGE)
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a post and begin another at once."""
    post = _post(request, pk)
    form = _post_form(request, {"role": post.role, "valid_from": today() + ONE_DAY})
    if form.is_valid():
        try:
            move_person(request.actor, post, form.plan)
        except PeopleFaultsError as error:
            form.refuse(error.issues)
        else:
            return redirect("accounts:person", post.person_id)
    lead = _(
        "Vị trí cũ kết thúc vào hôm trước ngày bắt đầu vị trí mới. "
        "Những gì đã làm vẫn thuộc vị trí cũ."
    )
    return _form(request, form, post.person, _("Chuyển cơ quan"), lead)


def _post(request: SignedInRequest, pk: int) -> Post:
    people = people_within(standing_now(request.user))
    posts = Post.objects.select_related("person", "agency").filter(person__in=people)
    post = get_object_or_404(posts, pk=pk)
    request.actor.require(MANAGE, post)
    return post


def _post_form(request: SignedInRequest, initial: dict[str, object]) -> PostForm:
    choices = agency_choices(standing_now(request.user))
    return PostForm(request.POST or None, agencies=choices, today=today(), initial=initial)


def _form(
    request: SignedInRequest,
    form: PostForm | EndPostForm,
    person: Person,
    title: str,
    lead: str = "",
) -> HttpResponse:
    context = {"form": form, "heading": title, "person": person, "lead": lead}
    return render(request, "accounts/form.html", context, status=422 if form.errors else 200)
