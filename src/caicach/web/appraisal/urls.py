"""Addresses of appraisals."""

from django.urls import path

from caicach.web.appraisal.views import beside, bulk, differences, matters, pages

app_name = "appraisal"
urlpatterns = [
    path("", pages.rounds_page, name="list"),
    path("<int:pk>/", pages.round_page, name="round"),
    path("<int:pk>/queue/", pages.queue_page, name="queue"),
    path("<int:pk>/nobody/", pages.nobody_page, name="nobody"),
    path("<int:pk>/accept/", bulk.accept_page, name="accept"),
    path("<int:pk>/accept/<int:job>/", bulk.accepting_page, name="accepting"),
    path("<int:pk>/differences/", differences.round_differences, name="differences"),
    path("<int:pk>/items/<str:code>/", beside.item_page, name="item"),
    path("cards/<int:pk>/", beside.card_page, name="card"),
    path("cards/<int:pk>/differences/", differences.card_differences, name="card-differences"),
    path("cards/<int:pk>/items/<str:code>/", matters.matter_page, name="matter"),
    path("cards/<int:pk>/items/<str:code>/history/", matters.history_page, name="history"),
    path("cards/<int:pk>/items/<str:code>/reopen/", matters.reopen_matter, name="reopen"),
]
