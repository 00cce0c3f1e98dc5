"""Search in all that the person may see."""

from django.http import HttpResponse
from django.shortcuts import render

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.boards.searching import LONGEST, Seeker, search_kind, words_of
from caicach.web.boards.searching import search as search_all
from caicach.web.look.day import today


@allowed("boards.search")
def search(request: SignedInRequest) -> HttpResponse:
    """Show what was found, by kind; with `?kind=` one kind, page by page."""
    text = request.GET.get("q", "")
    words = words_of(text)
    seeker, kind = Seeker.of(request.user, today()), request.GET.get("kind", "")
    one = search_kind(seeker, kind, words, request.GET.get("page")) if words else None
    groups = [one] if one else search_all(seeker, words) if words else []
    context = {
        "q": text.replace("\x00", "")[:LONGEST],
        "words": words,
        "groups": groups,
        "one": one,
        "listing": one,
        "was_cut": len(text) > LONGEST,
    }
    return render(request, "boards/search.html", context)
