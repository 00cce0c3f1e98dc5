"""Who signed an attachment, in a line or a chip, for pages of those it belongs to."""

from typing import Any

from django import template
from django.utils import timezone

from caicach.web.attachments.models import Attachment
from caicach.web.attachments.trust import least_of, signatures_seen
from caicach.web.attachments.viewing import look_of, seen_in

register = template.Library()


@register.inclusion_tag("attachments/signed_by.html")
def signed_by(attachment: Attachment | None) -> dict[str, Any]:
    """List signer, time and state of each signature; nothing where there is none."""
    look = look_of(attachment) if attachment else None
    return {"signatures": signatures_seen(look, timezone.now()) if look else ()}


@register.inclusion_tag("attachments/signed_chip.html")
def signed_chip(attachment: Attachment | None) -> dict[str, Any]:
    """Tell what the signatures of a file are worth together; nothing where nobody signed.

    attachment: with `stored__look`, judged before where there are many; see `judge_ahead`.
    """
    look = None if attachment is None else seen_in(attachment)
    seen = signatures_seen(look, timezone.now()) if look else ()
    return {"least": least_of(seen), "count": sum(not each.is_stamp for each in seen)}
