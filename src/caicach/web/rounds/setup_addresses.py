"""Addresses of rounds as they are set up and run."""

from django.urls import path, re_path

from caicach.web.rounds.views import agencies, copying, edition, phases, rounds, setup

KIND = "(?P<kind>[a-z_0-9]+)"
ADDRESSES = [
    path("", rounds.round_list, name="list"),
    path("new/", setup.round_new, name="new"),
    path("new/copy/", copying.round_copy, name="copy"),
    path("<int:pk>/", rounds.round_page, name="round"),
    path("<int:pk>/history/", rounds.round_history, name="history"),
    path("<int:pk>/edit/", setup.round_edit, name="edit"),
    path("<int:pk>/agencies/", agencies.round_agencies, name="agencies"),
    path("<int:pk>/check/", setup.round_check, name="check"),
    path("<int:pk>/opening/", setup.round_opening, name="opening"),
    path("<int:pk>/phases/", phases.round_phases, name="phases"),
    re_path(
        rf"^(?P<pk>\d+)/phases/{KIND}/(?P<step>open|close|skip|reopen)/$",
        phases.round_move,
        name="move",
    ),
    re_path(rf"^(?P<pk>\d+)/phases/{KIND}/extend/$", phases.round_extend, name="extend"),
    path("<int:pk>/cancel/", phases.round_cancel, name="cancel"),
    path("<int:pk>/changes/", agencies.round_changes, name="changes"),
    path("<int:pk>/changes/<int:card>/end/", agencies.round_end_card, name="end-card"),
    path("<int:pk>/edition/", edition.round_edition, name="edition"),
    path("<int:pk>/edition/<int:edition>/", edition.round_migration, name="migration"),
]
