"""Addresses of plans."""

from django.urls import path, re_path

from caicach.web.plans.views import (
    cascade,
    coverage,
    document,
    figure,
    plan,
    shelf,
    target,
    task,
    turn,
)

app_name = "plans"
urlpatterns = [
    path("", shelf.plan_list, name="list"),
    path("new/", shelf.plan_new, name="new"),
    path("new/copy/", shelf.plan_copy, name="copy"),
    path("new/file/", shelf.plan_file, name="file"),
    path("<int:pk>/", plan.plan_targets, name="plan"),
    path("<int:pk>/tasks/", plan.plan_tasks, name="tasks"),
    path("<int:pk>/coverage/", coverage.plan_coverage, name="coverage"),
    path("<int:pk>/history/", plan.plan_history, name="history"),
    path("<int:pk>/edit/", plan.plan_edit, name="edit"),
    re_path(r"^(?P<pk>\d+)/(?P<step>open|close|reopen)/$", plan.plan_move, name="move"),
    path("<int:pk>/cascade/", cascade.plan_cascade, name="cascade"),
    path("<int:pk>/cascade/<int:job>/", cascade.plan_handing, name="handing"),
    path("<int:pk>/targets/new/", target.target_new, name="target-new"),
    path("<int:pk>/targets/check/", target.target_check, name="target-check"),
    path("<int:pk>/tasks/new/", task.task_new, name="task-new"),
    path("targets/<int:pk>/", target.target_page, name="target"),
    path("targets/<int:pk>/edit/", target.target_edit, name="target-edit"),
    path("targets/<int:pk>/remove/", target.target_remove, name="target-remove"),
    path("targets/<int:pk>/agencies/", target.target_assign, name="target-assign"),
    path("targets/<int:pk>/report/<str:code>/", figure.figure_report, name="figure-report"),
    path("tasks/<int:pk>/", task.task_page, name="task"),
    path("tasks/<int:pk>/edit/", task.task_edit, name="task-edit"),
    path("tasks/<int:pk>/remove/", task.task_remove, name="task-remove"),
    path("turns/<int:pk>/", turn.turn_page, name="turn"),
    path("turns/<int:pk>/submit/", turn.turn_submit, name="turn-submit"),
    path("turns/<int:pk>/postpone/", turn.turn_postpone, name="turn-postpone"),
    re_path(
        r"^turns/(?P<pk>\d+)/(?P<step>return|accept|cancel|reopen)/$",
        turn.turn_step,
        name="turn-step",
    ),
    path("updates/<int:pk>/file/", turn.update_file, name="update-file"),
    path("reports/", figure.report_list, name="reports"),
    path("reports/<int:pk>/", figure.report_page, name="report"),
    re_path(
        r"^reports/(?P<pk>\d+)/(?P<step>approve|return)/$", figure.report_step, name="report-step"
    ),
    path("reports/<int:pk>/file/", figure.report_file, name="report-file"),
    path("documents/", document.document_list, name="documents"),
    path("documents/new/", document.document_new, name="document-new"),
    path("documents/<int:pk>/", document.document_page, name="document"),
    path("documents/<int:pk>/edit/", document.document_edit, name="document-edit"),
    path("documents/<int:pk>/replace/", document.document_replace, name="document-replace"),
    path("documents/<int:pk>/withdraw/", document.document_withdraw, name="document-withdraw"),
    path("documents/<int:pk>/file/", document.document_file, name="document-file"),
    path("documents/<int:pk>/preview/", document.document_preview, name="document-preview"),
    path("documents/<int:pk>/page/", document.document_page_image, name="document-page-image"),
]
