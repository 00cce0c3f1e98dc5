"""Addresses of appraisals."""

app_name = "appraisal"
urlpatterns: list[object] = []
