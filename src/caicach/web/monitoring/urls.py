"""Addresses of standings."""

from django.urls import path

from caicach.web.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("", views.board, name="board"),
    path("measure/", views.measure_now, name="measure"),
    path("<int:target>/<str:code>/", views.target_page, name="target"),
    path("<int:target>/<str:code>/chart.svg", views.target_chart, name="chart"),
    path("<int:target>/<str:code>/months.csv", views.target_months, name="months"),
    path("<int:target>/<str:code>/rows/", views.rows_page, name="rows"),
    path("<int:target>/<str:code>/override/", views.override, name="override"),
    path("<int:target>/<str:code>/withdraw/", views.withdraw, name="withdraw"),
]
