"""Filters of the list, and what a person chooses."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from caicach.web.notices.kinds import Channel, Kind, usual_channel
from caicach.web.notices.models import Notice, Preferences

STATES = [("", _("Tất cả")), ("unread", _("Chưa đọc")), ("read", _("Đã đọc"))]


class NoticeFilter(forms.Form):
    """Which notices are shown."""

    state = forms.ChoiceField(label=_("Đã đọc chưa"), choices=STATES, required=False)
    kind = forms.ChoiceField(
        label=_("Loại"), choices=[("", _("Tất cả")), *Kind.choices], required=False
    )

    def chosen(self, rows: QuerySet[Notice]) -> QuerySet[Notice]:
        """Return the notices asked for; what is not understood is left aside."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        if asked.get("state"):
            rows = rows.filter(read_at__isnull=asked["state"] == "unread")
        return rows


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg] # takes no model at run time
    """Mails, their hours, and the channel of each kind."""

    class Meta:
        model = Preferences
        fields = ["wants_mail", "wants_digest", "digest_at", "quiet_from", "quiet_until"]
        widgets = {
            name: forms.TimeInput(format="%H:%M", attrs={"type": "time"})
            for name in ("digest_at", "quiet_from", "quiet_until")
        }
        help_texts = {
            "wants_mail": _("Bỏ chọn thì mọi thông báo chỉ có trong phần mềm."),
            "wants_digest": _("Mỗi ngày nhiều nhất một thư, gồm những gì chưa đọc."),
            "quiet_from": _("Trong khoảng này không gửi thư nào; thư được gửi khi hết khoảng."),
            "quiet_until": _("Hai giờ bằng nhau nghĩa là gửi suốt ngày."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for kind, label in Kind.choices:
            now = self.instance.channels.get(kind, usual_channel(kind))
            self.fields[f"kind-{kind}"] = forms.ChoiceField(
                label=label, choices=Channel.choices, initial=now
            )

    @property
    def chosen(self) -> dict[str, Any]:
        """Return what stands in columns."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def channels(self) -> dict[str, str]:
        """Return the channel of each kind; one that was not sent keeps the usual."""
        given = {kind: self.cleaned_data.get(f"kind-{kind}", "") for kind in Kind.values}
        return {kind: channel or usual_channel(kind) for kind, channel in given.items()}
