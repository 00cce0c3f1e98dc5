"""Addresses of people."""

from django.urls import path

from caicach.web.accounts.views import importing, me, people, posts

app_name = "accounts"
urlpatterns = [
    path("", people.people, name="people"),
    path("me/", me.me, name="me"),
    path("me/language/", me.language, name="language"),
    path("appearance/", me.appearance, name="appearance"),
    path("add/", people.add, name="add"),
    path("import/", importing.upload, name="import"),
    path("import/confirm/", importing.confirm, name="import-confirm"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/edit/", people.edit, name="edit"),
    path("<int:pk>/invite/", people.invite, name="invite"),
    path("<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("<int:pk>/reactivate/", people.reactivate, name="reactivate"),
    path("<int:pk>/second-factor/", people.reset_factors, name="reset-factors"),
    path("<int:pk>/posts/give/", posts.give, name="give-post"),
    path("posts/<int:pk>/end/", posts.end, name="end-post"),
    path("posts/<int:pk>/move/", posts.move, name="move-post"),
]
