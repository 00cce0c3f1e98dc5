"""Pages of indices: at a glance, one index, a year's table, two provinces, one figure."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from caicach.core.indices import change_since
from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.charting.beside import compared, near_chart, slope_chart
from caicach.web.watch.charting.history import rank_chart, value_chart
from caicach.web.watch.charting.parts import last_year_with_parts, parts_chart, parts_of
from caicach.web.watch.charting.scene import Scene
from caicach.web.watch.comparing import comparison, comparison_finding, pair_form
from caicach.web.watch.forms import ProvinceForm, SceneForm, YearsForm
from caicach.web.watch.glance import change_to, glance, glance_finding, leaders, offers
from caicach.web.watch.goals import goals_at
from caicach.web.watch.origin import origin_of
from caicach.web.watch.queries import all_books, book_of, watched
from caicach.web.watch.subject import Subject
from caicach.web.watch.views.asked import Asked, remember, scene_asked, subject_asked, years_of
from caicach.web.watch.words import ChangeShown, finding
from caicach.web.watch.year_table import shared_status, stopped_by, table_finding, year_listing


@allowed("watch.view")
def list_(request: SignedInRequest) -> HttpResponse:
    """Show all indices of our province, or of the one asked for, at a glance."""
    asked = subject_asked(request)
    books = all_books()
    remember(request, asked)
    context = _about(request, asked)
    if asked.subject is None:
        context |= {"leaders": leaders(books), "offers": offers(books)}
        return render(request, "watch/list.html", context)
    rows = glance(books, asked.subject, goals_at(request.user, asked.subject.root))
    context |= {"rows": rows, "finding": glance_finding(rows, asked.subject)}
    return render(request, "watch/list.html", context)


@allowed("watch.view")
def index(request: SignedInRequest, series: str) -> HttpResponse:
    """Show one index: over the years, by parts, beside others, in two years."""
    scene, asked, version = scene_asked(request, series)
    book = book_of(series) if scene is None else scene.book
    if book is None:
        raise Http404
    context = {**_about(request, asked), "series": book.series, "book": book, "version": version}
    if scene is None:
        context["offers"] = offers({series: book})
        context["leaders"] = [each for each in leaders({series: book}) if each[1]]
        context["last_year"] = book.years()[-1]
        return render(request, "watch/index.html", context)
    return render(request, "watch/index.html", {**context, **_shown(scene)})


def _about(request: SignedInRequest, asked: Asked) -> dict[str, Any]:
    key = asked.subject.province.key if asked.subject else ""
    return {
        "asked": asked,
        "subject": asked.subject,
        "chooser": ProvinceForm(initial={"province": key}),
        "may_enter": request.actor.may("watch.enter"),
        "is_demo": settings.DEMO,
    }


def _shown(scene: Scene) -> dict[str, Any]:
    """What an index page of a province shows."""
    subject, book = scene.subject, scene.book
    years = years_of(book, subject)[::-1]
    latest = subject.latest(book)
    changed = change_to(book, latest[0]) if len(latest) == 1 else None
    parts_year = last_year_with_parts(book, subject.members, scene.year)
    at = [each for each in (book.find(m, scene.year) for m in scene.ours) if each]
    return {
        "scene": scene,
        "chooser": SceneForm(
            initial={"province": subject.province.key, "year": str(scene.year)}, years=years
        ),
        "finding": finding(book, subject, changed),
        "changed": changed,
        "figures": [(each, change_to(book, each)) for each in at],
        "best": book.best(scene.year),
        "unmeasured": [each for each in scene.ours if book.find(each, scene.year) is None],
        "years": years,
        "history": value_chart(scene),
        "ranks": rank_chart(scene),
        "parts": parts_chart(_in(scene, parts_year)) if parts_year else None,
        "part_rows": _part_rows(scene, parts_year),
        "parts_year": parts_year,
        "near": near_chart(scene),
        "near_rows": compared(scene, scene.year),
        "slope": slope_chart(scene),
        "slope_reasons": _slope_reasons(scene),
        "years_form": _years_form(scene),
        "goals": [(each.says(scene.lang), each.label(scene.lang)) for each in scene.goals],
        "breaks": [each for each in book.series.breaks if each.year <= scene.years[1] + 1],
    }


def _in(scene: Scene, year: int) -> Scene:
    return Scene(scene.book, scene.subject, scene.goals, year, scene.years, scene.lang)


def _part_rows(scene: Scene, year: int | None) -> list[tuple[Any, list[Any]]]:
    """Return the parts of each member that has any."""
    if year is None:
        return []
    found = ((each, parts_of(scene.book, each, year)) for each in scene.subject.on_map(year))
    return [(scene.name(each), parts) for each, parts in found if parts]


def _slope_reasons(scene: Scene) -> list[str]:
    """Return what is to be kept in mind about the two years, each thing once."""
    first, last = scene.years
    across = scene.across_breaks
    changes = [
        change_since(scene.book, each, (first, last), across_breaks=across)
        for each in scene.subject.on_map(last)
    ]
    told = [each for change in changes for each in ChangeShown(scene.series, change, first).reasons]
    return list(dict.fromkeys(told))


def _years_form(scene: Scene) -> YearsForm:
    first, last = scene.years
    initial = {
        "first": first,
        "last": last,
        "across": scene.across_breaks,
        "province": scene.subject.province.key,
        "year": scene.year,
    }
    years = years_of(scene.book, scene.subject)[::-1]
    return YearsForm(initial=initial, years=years, auto_id="years_%s")


@allowed("watch.view")
def year_table(request: SignedInRequest, series: str, year: int) -> HttpResponse:
    """Show all provinces of a year, or send them as a file."""
    book = book_of(series)
    if book is None or year not in book.years():
        raise Http404
    asked = subject_asked(request)
    listing = year_listing(request, book, year, asked.subject)
    if listing.wants_file:
        return listing.file()
    context = {
        **_about(request, asked),
        "series": book.series,
        "book": book,
        "year": year,
        "years": book.years()[::-1],
        "listing": listing,
        "finding": table_finding(book, year, asked.subject),
        "status": shared_status(listing),
        "stopped": stopped_by(book, year),
    }
    return render(request, "watch/year.html", context)


@allowed("watch.view")
def compare(request: SignedInRequest) -> HttpResponse:
    """Hold two provinces side by side, in all indices."""
    a, b = subject_asked(request, "a"), subject_asked(request, "b")
    context = {
        **_about(request, a),
        "form": pair_form(request, a.subject),
        "notes": [*a.notes, *b.notes],
    }
    if a.subject is not None and b.named and b.subject is not None:
        pair: tuple[Subject, Subject] = (a.subject, b.subject)
        rows = comparison(all_books(), pair, lang())
        said = comparison_finding(rows, pair, lang())
        context |= {"pair": pair, "rows": rows, "finding": said}
    return render(request, "watch/compare.html", context)


@allowed("watch.view")
def figure(request: SignedInRequest, series: str, year: int, key: str) -> HttpResponse:
    """Say why a figure is what it is: value, rank, band, source, who entered it."""
    if watched(series) is None:
        raise Http404
    found = origin_of(
        series, year, key, request.GET.get("component", ""), request.GET.get("day", "")
    )
    if found is None:
        raise Http404
    return render(request, "watch/figure.html", {"origin": found, "asked": subject_asked(request)})
