"""Addresses of the log."""

from django.urls import path

from caicach.web.audit_log import views

app_name = "audit_log"
urlpatterns = [
    path("", views.events, name="events"),
    path("<int:number>/", views.event, name="event"),
    path("<str:kind>/<str:key>/", views.history, name="object"),
]
