"""Addresses of the council."""

app_name = "council"
urlpatterns: list[object] = []
