"""Files of text that forms take."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

MOST_BYTES = 2 * 2**20


def read_text(upload: Any, too_large: str | Promise) -> str:
    """Return the text of a file.

    too_large: what is said of one above MOST_BYTES. Raises ValidationError for it, and for what
    is not UTF-8.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(str(too_large))
    try:
        return str(upload.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("Tệp không phải văn bản UTF-8. Lưu lại ở dạng UTF-8 rồi gửi.")
        ) from error
