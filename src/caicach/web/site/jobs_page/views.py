"""The list of background jobs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import allowed
from caicach.web.jobs.models import Job
from caicach.web.look.listing import Column, Listing
from caicach.web.site.jobs_page import actions, queries
from caicach.web.site.jobs_page.forms import JobFilter
from caicach.web.site.jobs_page.plain_words import cause_of, said_error, said_kind

COLUMNS: tuple[Column[Job], ...] = (
    Column("number", gettext_lazy("Số"), lambda job: job.pk, ("pk",), number=True),
    Column("kind", gettext_lazy("Loại việc"), lambda job: said_kind(job.kind), ("kind",)),
    Column("state", gettext_lazy("Tình trạng"), lambda job: job.get_state_display(), ("state",)),
    Column("percent", gettext_lazy("Đã làm (%)"), lambda job: job.percent, number=True),
    Column(
        "person",
        gettext_lazy("Người yêu cầu"),
        lambda job: job.person.full_name if job.person else "",
        ("person__sort_name",),
    ),
    Column("created", gettext_lazy("Yêu cầu lúc"), lambda job: job.created_at, ("created_at",)),
    Column("started", gettext_lazy("Bắt đầu lúc"), lambda job: job.started_at, ("started_at",)),
    Column("finished", gettext_lazy("Kết thúc lúc"), lambda job: job.finished_at, ("finished_at",)),
    Column("attempts", gettext_lazy("Số lần thử"), lambda job: job.attempts, ("attempts",), True),
    Column("error", gettext_lazy("Vì sao chưa xong"), said_error),
    Column("cause", gettext_lazy("Lỗi kỹ thuật"), cause_of),
)


@allowed("site.jobs")
def show_jobs(request: SignedInRequest) -> HttpResponse:
    """List jobs, and tell how the worker does."""
    form = JobFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"state": "", "kind": ""}
    listing = Listing(request, queries.jobs(**asked), COLUMNS, name="viec-nen", form=form)
    if listing.wants_file:
        return listing.file()
    context = {
        "listing": listing,
        "form": form,
        "health": queries.worker_health(timezone.now()),
        "rows": [(job, said_kind(job.kind), said_error(job)) for job in listing.page],
    }
    return render(request, "site/jobs.html", context)


@require_POST
@allowed("site.jobs")
def retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a failed job begin again."""
    job = get_object_or_404(Job, pk=pk)
    try:
        actions.retry_job(request.actor, job=job, now=timezone.now())
    except actions.NotFailedError:
        messages.error(request, _("Việc này không còn ở tình trạng không xong; chưa đổi gì."))
    except actions.WaitsAlreadyError:
        messages.error(request, _("Một việc cùng loại đã chờ sẵn, nên không cần làm lại việc này."))
    else:
        messages.success(request, _("Việc sẽ được làm lại ngay khi tiến trình làm việc nền rảnh."))
    return redirect("site:jobs")
