"""Addresses of notices."""

from django.urls import path

from caicach.web.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("read/", views.mark_all, name="read-all"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("<int:pk>/read/", views.mark_one, name="read"),
    path("preferences/", views.edit_preferences, name="preferences"),
    path("mails/", views.show_mails, name="mails"),
    path("calendar/", views.show_calendar, name="calendar"),
    path("calendar/new/", views.make_feed, name="calendar-new"),
    path("calendar/revoke/", views.revoke_feed, name="calendar-revoke"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
]
