"""Addresses of rounds."""

app_name = "rounds"
urlpatterns: list[object] = []
