"""Addresses of background jobs."""

from django.urls import path

from caicach.web.site.jobs_page import views

app_name = "site"
urlpatterns = [
    path("jobs/", views.show_jobs, name="jobs"),
    path("jobs/<int:pk>/retry/", views.retry, name="retry-job"),
]
