"""Addresses of agencies."""

from django.urls import path

from caicach.web.agencies.views import deciding, pages, tables

app_name = "agencies"
urlpatterns = [
    path("", pages.tree, name="tree"),
    path("branch/<path:code>/", pages.branch, name="branch"),
    path("list/", pages.list_, name="list"),
    path("pick/", pages.pick, name="pick"),
    path("of/<path:code>/", pages.agency, name="agency"),
    path("decide/<slug:kind>/", deciding.decide, name="decide"),
    path("undo/<int:key>/", deciding.undo_, name="undo"),
    path("import/", tables.upload, name="upload"),
    path("import/<int:key>/", tables.pending, name="pending"),
    path("map/", tables.map_, name="map"),
    path("export.<slug:kind>", tables.export, name="export"),
]
