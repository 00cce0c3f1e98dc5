"""Addresses of boards; my work is the first page."""

from django.urls import path

from caicach.web.boards import views

app_name = "boards"
urlpatterns = [
    path("", views.my_work, name="my-work"),
    path("search/", views.search, name="search"),
    path("board/", views.province, name="province"),
    path("board/<str:code>/", views.agency, name="agency"),
]
