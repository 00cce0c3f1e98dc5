"""Addresses of rounds."""

from caicach.web.rounds import card_addresses, setup_addresses

app_name = "rounds"
urlpatterns = [*setup_addresses.ADDRESSES, *card_addresses.ADDRESSES]
