"""Addresses of the index watch."""

from django.urls import path, re_path

from caicach.web.watch.views import entering, entries, pages, pictures

app_name = "watch"
urlpatterns = [
    path("", pages.list_, name="list"),
    path("compare/", pages.compare, name="compare"),
    re_path(r"^compare/(?P<series>[a-z-]+)\.(?P<form>svg|csv)$", pictures.pair, name="pair"),
    path("entries/", entries.entries, name="entries"),
    path("entries/<int:key>/", entries.entry, name="entry"),
    path("entries/<int:key>/accept/", entries.accept, name="accept"),
    path("entries/<int:key>/end/", entries.end, name="end"),
    path("entries/<int:key>/file/", entries.file, name="file"),
    path("new-year/", entering.new_year, name="new-year"),
    path("new-year/<slug:series>/<str:when>/", entering.by_hand, name="by-hand"),
    path("<slug:series>/", pages.index, name="index"),
    re_path(
        r"^(?P<series>[a-z-]+)/charts/(?P<kind>[a-z]+)\.(?P<form>svg|csv)$",
        pictures.chart,
        name="chart",
    ),
    path("<slug:series>/<int:year>/", pages.year_table, name="year"),
    path("<slug:series>/<int:year>/<slug:key>/", pages.figure, name="figure"),
]
