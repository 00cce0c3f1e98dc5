"""Addresses of boards; my work is the first page."""

from django.urls import path

from caicach.web.boards.views.agency import agency
from caicach.web.boards.views.my_work import my_work
from caicach.web.boards.views.province import province
from caicach.web.boards.views.search import search

app_name = "boards"
urlpatterns = [
    path("", my_work, name="my-work"),
    path("search/", search, name="search"),
    path("board/", province, name="province"),
    path("board/<path:code>/", agency, name="agency"),
]
