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
    path("trouble/", views.show_trouble, name="trouble"),
    path("trouble/<int:pk>/again/", views.send_again, name="send-again"),
    path("calendar/", views.show_calendar, name="calendar"),
    path("calendar/new/", views.make_feed, name="calendar-new"),
    path("calendar/revoke/", views.revoke_feed, name="calendar-revoke"),
    path("calendar.ics", views.feed, name="feed"),
]
