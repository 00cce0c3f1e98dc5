"""The forms by which a round begins, is copied from a former one, and is changed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.criteria import Edition, load_shipped, read_shipped, shipped_names
from caicach.web.look.templatetags.look import lang
from caicach.web.look.uploads import read_text
from caicach.web.plans.forms.fields import AgencyField
from caicach.web.register.models import Agency
from caicach.web.rounds.models import Round
from caicach.web.rounds.queries.setup import round_period

CHOICE = "choice:"


class HeadForm(forms.Form):
    """What every round has: its name, kind, period, and who leads it."""

    name = forms.CharField(label=_("Tên đợt"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Loại"), choices=Round.Kind.choices, widget=forms.RadioSelect, initial="official"
    )
    period = forms.CharField(
        label=_("Kỳ số liệu"),
        max_length=10,
        help_text=_("Năm, ví dụ 2026; hoặc quý của đợt chấm thử, ví dụ 2026-Q3."),
    )
    lead = AgencyField(
        queryset=Agency.objects.none(),
        label=_("Cơ quan chủ trì"),
        help_text=_("Thẩm định các mục mà bộ tiêu chí không nêu cơ quan thẩm định."),
    )
    stand_in = AgencyField(
        queryset=Agency.objects.none(),
        label=_("Cơ quan chấm thay"),
        required=False,
        help_text=_("Thẩm định thay cơ quan thẩm định trên bảng chấm của chính cơ quan ấy."),
    )

    def __init__(self, *args: Any, agencies: list[CoreAgency], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("lead", "stand_in"):
            field = self.fields[name]
            if isinstance(field, AgencyField):
                field.offer(agencies)

    def clean_period(self) -> str:
        """See that figures can be of that period."""
        text = str(self.cleaned_data["period"]).strip()
        try:
            period = round_period(text)
        except (ValueError, TypeError):
            raise forms.ValidationError(
                _("“%(text)s” không phải năm hay quý. Ghi 2026 hoặc 2026-Q3."),
                params={"text": text},
            ) from None
        return str(period)

    def clean(self) -> dict[str, Any]:
        """See that nobody stands in for themselves."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("stand_in") and given.get("stand_in") == given.get("lead"):
            self.add_error("stand_in", _("Chọn cơ quan khác với cơ quan chủ trì."))
        return given

    def values(self) -> dict[str, Any]:
        """Return what the actions write of the head."""
        names = ("name", "kind", "period", "lead", "stand_in")
        given = {name: self.cleaned_data[name] for name in names}
        return given | {"year": round_period(given["period"]).last_day.year}


def file_field() -> forms.FileField:
    """Return the field by which the file of an edition is sent."""
    return forms.FileField(
        label=_("Hoặc tệp bộ tiêu chí (YAML)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )


def text_in(upload: Any) -> str:
    """Return the text of such a file. Raises ValidationError."""
    return read_text(upload, _("Tệp lớn hơn 2 MB, không phải tệp bộ tiêu chí thường."))


class EditionForm(forms.Form):
    """An edition: one that ships, or a file."""

    shipped = forms.ChoiceField(label=_("Bộ tiêu chí có sẵn"), required=False)
    file = file_field()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["shipped"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *shipped_choices()]

    def clean(self) -> dict[str, Any]:
        """Read the text of the edition into `text`, and what to call it into `path`."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        upload, shipped = given.get("file"), given.get("shipped")
        if upload is not None:
            given["text"], given["path"] = self._read(upload), upload.name
        elif shipped:
            given["text"], given["path"] = read_shipped(shipped), f"{shipped}.yaml"
        elif not self.errors:
            self.add_error("shipped", _("Chọn một bộ tiêu chí có sẵn, hoặc tải tệp lên."))
        return given

    def _read(self, upload: Any) -> str:
        try:
            return text_in(upload)
        except forms.ValidationError as refused:
            self.add_error("file", refused)
            return ""


def shipped_choices() -> list[tuple[str, str]]:
    """Return the editions that ship, each by its title."""
    return [(name, load_shipped(name).label.text(lang())) for name in shipped_names()]


class NewRoundForm(HeadForm, EditionForm):
    """A round from nothing."""

    field_order = ["shipped", "file", "name", "kind", "period", "lead", "stand_in"]


class EditRoundForm(HeadForm):
    """The head of a round that is prepared, and the points its edition leaves open."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, edition: Edition, **more: Any) -> None:
        super().__init__(*args, **more)
        for choice in edition.choices:
            options = [(each.id, each.label.text(lang())) for each in choice.options]
            self.fields[f"{CHOICE}{choice.id}"] = forms.ChoiceField(
                label=choice.label.text(lang()),
                choices=[("", _("Chưa chọn")), *options],
                required=False,
                help_text=choice.why.text(lang()) if choice.why else "",
            )

    def choices(self) -> dict[str, str]:
        """Return the options chosen, by choice."""
        return {
            name.removeprefix(CHOICE): value
            for name, value in self.cleaned_data.items()
            if name.startswith(CHOICE) and value
        }


class ReasonForm(forms.Form):
    """A reason, for what must not happen without one."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
