"""Forms of what follows a publication: corrections, complaints, causes, remedies."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.forms import CheckedFileField
from caicach.web.look.forms import DayField
from caicach.web.plans.models import Plan
from caicach.web.plans.models.choices import AREAS
from caicach.web.results.models import LossCause
from caicach.web.rounds.models import Item


def words(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    """Return a field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=5_000, widget=widget, **more)


class CorrectForm(forms.Form):
    """Why an item is taken up again, and what the council decided; its figures stand beside."""

    cause = words(_("Nguyên nhân"), help_text=_("In trong phụ lục đính chính."))
    named = forms.CharField(
        label=_("Số, ngày văn bản của Hội đồng"),
        max_length=200,
        help_text=_("Ví dụ: Biên bản 05/BB-HĐTĐ ngày 20/01/2027."),
    )
    decision = words(_("Nội dung quyết định của Hội đồng"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, asks_name: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["named"].required = asks_name


class ComplaintForm(forms.Form):
    """What an agency contests."""

    item = forms.ModelChoiceField(Item.objects.none(), label=_("Tiêu chí"), empty_label=_("Chọn"))
    text = words(
        _("Nội dung khiếu nại"),
        5,
        help_text=_("Nêu điểm đề nghị, căn cứ và tài liệu kiểm chứng."),
    )
    file = CheckedFileField(required=False, label=_("Tệp kèm theo"))
    more_file = CheckedFileField(required=False, label=_("Tệp kèm theo thứ hai"))

    def __init__(self, *args: Any, items: QuerySet[Item], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["item"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = items

    def uploads(self) -> list[Any]:
        """Return the files that were sent."""
        given = (self.cleaned_data.get(name) for name in ("file", "more_file"))
        return [each for each in given if each]


class AnswerForm(forms.Form):
    """The answer to a complaint."""

    upheld = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[("yes", _("Chấp nhận khiếu nại")), ("no", _("Không chấp nhận"))],
        widget=forms.RadioSelect,
    )
    answer = words(_("Trả lời, nêu căn cứ"), 4)


class CauseForm(forms.Form):
    """Why points were lost."""

    category = forms.ChoiceField(label=_("Nhóm nguyên nhân"), choices=LossCause.Category.choices)
    words = words(_("Nguyên nhân cụ thể"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RemedyForm(forms.Form):
    """The task that is to win points back."""

    plan = forms.ModelChoiceField(Plan.objects.none(), label=_("Kế hoạch"), empty_label=None)
    label = words(_("Nhiệm vụ"), 2)
    area = forms.ChoiceField(label=_("Lĩnh vực"), choices=AREAS)
    deliverable = forms.CharField(label=_("Sản phẩm"), max_length=500)
    due_on = DayField(label=_("Hạn hoàn thành"))
    person = forms.CharField(label=_("Người thực hiện"), max_length=200)
    responsibility = forms.CharField(label=_("Người chịu trách nhiệm"), max_length=200)

    def __init__(self, *args: Any, plans: QuerySet[Plan], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["plan"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = plans
