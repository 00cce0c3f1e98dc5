"""The particulars of a publication."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.look.forms import DayField
from caicach.web.results.models import Publication
from caicach.web.rounds.models import Round

TEXT = ("title", "notation", "place", "issuer", "superior", "authority")
SIGNED = ("on_behalf", "post", "signer")


class PublishForm(forms.Form):
    """What is printed around the tables, and why it is published as it is."""

    title = forms.CharField(label=_("Tên phụ lục"), max_length=400)
    notation = forms.CharField(
        label=_("Số, ký hiệu quyết định"), max_length=80, help_text=_("Ví dụ 123/QĐ-UBND")
    )
    signed_on = DayField(label=_("Ngày ký"))
    place = forms.CharField(label=_("Địa danh"), max_length=100)
    issuer = forms.CharField(
        label=_("Cơ quan ban hành"), max_length=200, help_text=_("In đậm ở đầu trang, viết hoa.")
    )
    superior = forms.CharField(label=_("Cơ quan chủ quản"), max_length=200, required=False)
    authority = forms.CharField(
        label=_("Quyết định của"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ Chủ tịch Ủy ban nhân dân tỉnh; bỏ trống nếu là cơ quan ban hành."),
    )
    on_behalf = forms.CharField(
        label=_("Thay mặt (TM.)"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ TM. ỦY BAN NHÂN DÂN"),
    )
    post = forms.CharField(
        label=_("Chức vụ người ký"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng như in trên văn bản: KT. CHỦ TỊCH, PHÓ CHỦ TỊCH."),
    )
    signer = forms.CharField(label=_("Họ tên người ký"), max_length=200)
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một nơi."),
    )
    is_bare = forms.BooleanField(
        label=_("Chỉ in phần phụ lục"),
        required=False,
        help_text=_("Không in Quốc hiệu, nơi nhận, chữ ký: phụ lục đi liền sau quyết định."),
    )
    cause = forms.CharField(
        label=_("Lý do đính chính"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    gaps = forms.CharField(
        label=_("Lý do công bố khi còn thiếu"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Còn điều cần lưu ý ở trên; lý do được ghi vào nhật ký."),
    )

    def __init__(
        self, *args: Any, scored: Round, before: Publication | None, asks: bool, **more: Any
    ) -> None:
        more.setdefault("initial", _first(scored, before))
        super().__init__(*args, **more)
        for name, is_asked in (("cause", before is not None), ("gaps", asks)):
            self.fields[name].required = is_asked
            if not is_asked:
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        """Return what was filled in, as a job keeps it."""
        given = self.cleaned_data
        return {
            **{name: given.get(name, "") for name in (*TEXT, *SIGNED, "cause", "gaps")},
            "signed_on": given["signed_on"].isoformat(),
            "is_bare": given["is_bare"],
            "recipients": [
                each.strip() for each in given["recipients"].splitlines() if each.strip()
            ],
        }


def _first(scored: Round, before: Publication | None) -> dict[str, Any]:
    """Begin with what was printed last, of this round or of the one before it."""
    kept = before or Publication.objects.filter(round=scored.previous_id).order_by("number").last()
    if kept is None:
        return {"title": scored.name}
    told = {**kept.particulars, "notation": "", "signed_on": "", "cause": "", "gaps": ""}
    told["recipients"] = "\n".join(kept.particulars["recipients"])
    return told if before else told | {"title": scored.name}
