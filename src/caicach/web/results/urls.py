"""Addresses of results."""

from django.urls import path, re_path

from caicach.web.results.views import (
    agencies,
    complaints,
    corrections,
    provisional,
    publications,
    publishing,
    remedies,
    shelf,
)

app_name = "results"
CHART = r"chart\.(?P<form>svg|csv)"
urlpatterns = [
    path("", shelf.result_list, name="list"),
    path("rounds/<int:pk>/", shelf.of_round, name="of-round"),
    path("rounds/<int:pk>/provisional/", provisional.provisional, name="provisional"),
    re_path(
        rf"^rounds/(?P<pk>\d+)/provisional/{CHART}$",
        provisional.provisional_chart,
        name="provisional-chart",
    ),
    path(
        "rounds/<int:pk>/provisional/<str:code>/",
        agencies.provisional_agency,
        name="provisional-agency",
    ),
    path("rounds/<int:pk>/statistics/", provisional.statistics, name="statistics"),
    path(
        "rounds/<int:pk>/statistics/again/", provisional.statistics_again, name="statistics-again"
    ),
    path("rounds/<int:pk>/publish/", publishing.publish, name="publish"),
    path("rounds/<int:pk>/publish/<int:job>/", publishing.publishing, name="publishing"),
    path("rounds/<int:pk>/corrections/", corrections.corrections, name="corrections"),
    path("rounds/<int:pk>/remedies/", remedies.remedies, name="remedies"),
    path("publications/<int:pk>/", publications.publication, name="publication"),
    re_path(
        rf"^publications/(?P<pk>\d+)/{CHART}$",
        publications.publication_chart,
        name="publication-chart",
    ),
    path("publications/<int:pk>/agencies/<str:code>/", publications.agency_result, name="agency"),
    path("publications/<int:pk>/files/<str:name>", publications.published_file, name="file"),
    path("publications/<int:pk>/changes/", publications.restatements, name="restatements"),
    path("publications/<int:pk>/prove/", publications.prove, name="prove"),
    path("publications/<int:pk>/prove/<int:job>/", publications.proof, name="proof"),
    path("cards/<int:pk>/losses/", remedies.losses, name="losses"),
    path("cards/<int:pk>/losses/<str:code>/cause/", remedies.loss_cause, name="cause"),
    path("cards/<int:pk>/losses/<str:code>/task/", remedies.remedy, name="remedy"),
    path("cards/<int:pk>/items/<str:code>/correct/", corrections.correct, name="correct"),
    path("cards/<int:pk>/complain/", complaints.complain, name="complain"),
    path("complaints/", complaints.complaint_list, name="complaints"),
    path("complaints/<int:pk>/", complaints.complaint_page, name="complaint"),
    path("complaints/<int:pk>/answer/", complaints.complaint_answer, name="complaint-answer"),
    path("complaints/<int:pk>/files/<int:file>/", complaints.complaint_file, name="complaint-file"),
]
