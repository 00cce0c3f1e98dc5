"""What the script in forms sends, and the button that drops a draft."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.web.accounts.acting import SignedInRequest
from caicach.web.accounts.guard import signed_in
from caicach.web.drafts.actions import DraftRefusedError, drop_draft, keep_draft

STATUS = {"unknown": 404, "too_large": 413, "too_often": 429}


@signed_in
@require_POST
def keep(request: SignedInRequest, key: str) -> HttpResponse:
    """Keep what was typed and say when."""
    content = dict(request.POST.lists())
    try:
        draft = keep_draft(request.user, key=key, content=content, now=timezone.now())
    except DraftRefusedError as refused:
        return HttpResponse(status=STATUS[refused.reason])
    said = _("Đã lưu nháp lúc %(time)s") % {"time": f"{timezone.localtime(draft.at):%H:%M}"}
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


@signed_in
@require_POST
def discard(request: SignedInRequest, key: str) -> HttpResponse:
    """Drop the draft and go back to the form."""
    drop_draft(request.user, key=key)
    back = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if is_ours else "/")
