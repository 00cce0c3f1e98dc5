"""What an operation on agencies touches among people: posts held there."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.web.accounts.models import Post
from caicach.web.agencies.touched import Touched, tell_touched


def posts_touched(codes: Collection[str], on: date) -> list[Touched]:
    """Return the posts held at the agencies on that day or later: to be ended or moved."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    held = Post.objects.filter(lasting, agency__code__in=codes)
    return [Touched(_("vị trí công tác đang được giữ"), held.count())]


tell_touched("posts", posts_touched)
