"""Addresses."""

from django.urls import include, path
from django.views.i18n import set_language

from caicach.web.accounts.guard import open_to_all
from caicach.web.site import health

urlpatterns = [
    path("agencies/", include("caicach.web.agencies.urls")),
    path("watch/", include("caicach.web.watch.urls")),
    path("monitoring/", include("caicach.web.monitoring.urls")),
    path("rounds/", include("caicach.web.rounds.urls")),
    path("appraisal/", include("caicach.web.appraisal.urls")),
    path("council/", include("caicach.web.council.urls")),
    path("results/", include("caicach.web.results.urls")),
    path("notices/", include("caicach.web.notices.urls")),
    path("site/", include("caicach.web.site.jobs_page.urls")),
    path("health/live/", open_to_all(health.live), name="health-live"),
    path("health/ready/", open_to_all(health.ready), name="health-ready"),
    path("language/", open_to_all(set_language), name="set-language"),
    path("account/", include("caicach.web.accounts.sign_in.urls")),
    path("people/", include("caicach.web.accounts.urls")),
    path("log/", include("caicach.web.audit_log.urls")),
    path("plans/", include("caicach.web.plans.urls")),
    path("drafts/", include("caicach.web.drafts.urls")),
    path("", include("caicach.web.boards.urls")),
]
