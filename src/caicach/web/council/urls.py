"""Addresses of the council."""

from django.urls import path, re_path

from caicach.web.council.views import agenda, ballots, figures, points, questions, sittings

app_name = "council"
urlpatterns = [
    path("", agenda.home, name="home"),
    path("<int:pk>/", agenda.agenda, name="agenda"),
    path("<int:pk>/print/", agenda.agenda_print, name="agenda-print"),
    path("<int:pk>/items/<str:code>/", agenda.item, name="item"),
    path("<int:pk>/ballots/", ballots.ballots, name="ballots"),
    path("<int:pk>/sittings/", sittings.sittings, name="sittings"),
    path("<int:pk>/sittings/new/", sittings.sitting_new, name="sitting-new"),
    path("<int:pk>/points/", points.points, name="points"),
    path("<int:pk>/points/<str:code>/", points.give, name="give"),
    path("<int:pk>/figures/", figures.figures, name="figures"),
    path("<int:pk>/figures/upload/", figures.figures_upload, name="figures-upload"),
    path("<int:pk>/figures/index/", figures.figures_index, name="figures-index"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/propose/", questions.question_propose, name="propose"),
    path("questions/<int:pk>/vote/", questions.question_vote, name="vote"),
    path("questions/<int:pk>/record/", questions.question_record, name="record"),
    path("questions/<int:pk>/decide/", questions.question_decide, name="decide"),
    re_path(
        r"^questions/(?P<pk>\d+)/(?P<step>withdraw|reopen|place)/$",
        questions.question_step,
        name="question-step",
    ),
    path("sittings/<int:pk>/", sittings.sitting, name="sitting"),
    path("sittings/<int:pk>/edit/", sittings.sitting_edit, name="sitting-edit"),
    path("sittings/<int:pk>/record/", sittings.sitting_record, name="sitting-record"),
    re_path(
        r"^sittings/(?P<pk>\d+)/(?P<step>place|close|reopen)/$",
        sittings.sitting_step,
        name="sitting-step",
    ),
    path("sittings/<int:pk>/minutes/", sittings.minutes, name="minutes"),
    path("sittings/<int:pk>/minutes/print/", sittings.minutes_print, name="minutes-print"),
    path("sittings/<int:pk>/minutes/attach/", sittings.minutes_attach, name="minutes-attach"),
    path("sittings/<int:pk>/minutes/file/", sittings.minutes_file, name="minutes-file"),
    path("figures/<int:pk>/", figures.joining, name="joining"),
    re_path(
        r"^figures/(?P<pk>\d+)/(?P<step>join|drop)/$", figures.joining_step, name="joining-step"
    ),
    path("figures/<int:pk>/file/", figures.joining_file, name="joining-file"),
]
