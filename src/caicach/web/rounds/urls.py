"""Addresses of rounds."""

from caicach.web.rounds.card_addresses import ADDRESSES

app_name = "rounds"
urlpatterns = [*ADDRESSES]
