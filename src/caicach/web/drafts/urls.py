"""Addresses of drafts."""

from django.urls import path

from caicach.web.drafts import views

app_name = "drafts"
urlpatterns = [
    path("<str:key>/", views.keep, name="keep"),
    path("<str:key>/discard/", views.discard, name="discard"),
]
