"""The fields by which a file or a link is handed in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from caicach.core.issues import faults
from caicach.web.attachments.keeping import check_upload
from caicach.web.look.faults import said_of

ENDINGS = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt,.txt,.csv"


class CheckedFileField(forms.FileField):
    """A file that is what its name says."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.FileInput(attrs={"accept": ENDINGS}))
        more.setdefault("label", _("Tệp"))
        more.setdefault("help_text", _("PDF, ảnh, Word, Excel, PowerPoint, ODF hoặc văn bản thô."))
        super().__init__(**more)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the upload; a fault of its content stands at the field."""
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            wrong = faults(check_upload(upload)[1])
            if wrong:
                raise forms.ValidationError([said_of(each) for each in wrong])
        return upload


class HttpsField(forms.URLField):
    """A link to a page that is fetched in secret: https only."""

    default_validators = [URLValidator(schemes=["https"])]

    def __init__(self, **more: Any) -> None:
        more.setdefault("label", _("Liên kết"))
        more.setdefault("help_text", _("Bắt đầu bằng https://"))
        super().__init__(assume_scheme="https", **more)
        self.error_messages["invalid"] = _("Liên kết phải bắt đầu bằng https://.")
        self.validators = [URLValidator(schemes=["https"], message=self.error_messages["invalid"])]
