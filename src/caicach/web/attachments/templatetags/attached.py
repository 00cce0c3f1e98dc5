"""Who signed an attachment, in a line or two, for pages of those it belongs to."""

from typing import Any

from django import template
from django.utils import timezone

from caicach.web.attachments.models import Attachment
from caicach.web.attachments.trust import signatures_seen
from caicach.web.attachments.viewing import look_of

register = template.Library()


@register.inclusion_tag("attachments/signed_by.html")
def signed_by(attachment: Attachment | None) -> dict[str, Any]:
    """List signer, time and state of each signature; nothing where there is none."""
    look = look_of(attachment) if attachment else None
    return {"signatures": signatures_seen(look, timezone.now()) if look else ()}
