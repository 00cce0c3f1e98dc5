"""What is asked of a reader, and of who enters a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.core.indices import IndexSeries, index_series, provinces, regions
from caicach.core.issues import Lang
from caicach.web.attachments.forms import CheckedFileField, HttpsField
from caicach.web.look.day import today
from caicach.web.look.folding import fold
from caicach.web.look.forms import DayField
from caicach.web.look.templatetags.look import lang
from caicach.web.watch.subject import FIRST_NEW, name_of

FIRST_YEAR = 2005
Choices = list[tuple[Any, Any]]


def province_choices(lang: Lang) -> Choices:
    """Return the provinces of both maps, those of today first, by name."""
    maps = ((_("34 tỉnh, thành phố"), FIRST_NEW), (_("63 tỉnh, thành phố, đến 2024"), 2024))
    return [
        (
            label,
            sorted(
                ((each.key, name_of(each, lang)) for each in provinces(year)),
                key=lambda choice: fold(choice[1]),
            ),
        )
        for label, year in maps
    ]


class ProvinceForm(forms.Form):
    """Whose figures to show."""

    province = forms.ChoiceField(label=_("Tỉnh, thành phố"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "province", province_choices(lang()))


class SceneForm(ProvinceForm):
    """Whose figures to show, and of which year."""

    year = forms.ChoiceField(label=_("Năm"))

    def __init__(self, *args: Any, years: list[int], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "year", [(str(each), str(each)) for each in years])


class PairForm(forms.Form):
    """Which two provinces to hold side by side."""

    a = forms.ChoiceField(label=_("Tỉnh thứ nhất"))
    b = forms.ChoiceField(label=_("Tỉnh thứ hai"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("a", "b"):
            offer(self, name, province_choices(lang()))


class YearsForm(forms.Form):
    """Which two years to hold side by side."""

    first = forms.TypedChoiceField(label=_("Năm trước"), coerce=int)
    last = forms.TypedChoiceField(label=_("Năm sau"), coerce=int)
    across = forms.BooleanField(
        label=_("So cả khi phương pháp đã đổi"),
        required=False,
        help_text=_("Chênh lệch khi đó không nói lên tốt lên hay kém đi."),
    )
    province = forms.CharField(required=False, widget=forms.HiddenInput)
    year = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, years: list[int], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("first", "last"):
            offer(self, name, [(str(year), str(year)) for year in years])


class TableFilter(forms.Form):
    """What a year's table is narrowed by."""

    q = forms.CharField(
        label=_("Tên tỉnh"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("không cần dấu")}),
    )
    region = forms.ChoiceField(label=_("Vùng"), required=False)
    component = forms.ChoiceField(label=_("Nội dung thành phần"), required=False)
    day = forms.ChoiceField(label=_("Ngày"), required=False)
    province = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, series: IndexSeries, year: int, days: Choices, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        areas = [(each.id, each.label.text(lang())) for each in regions(year)]
        parts = [(each.code, _of_part(each)) for each in series.components_of(year)]
        offer(self, "region", [("", _("Tất cả")), *areas])
        offer(self, "component", [("", _("Tổng")), *parts])
        offer(self, "day", [("", _("Ngày đủ tỉnh nhất")), *days])
        for name, choices in (("component", parts), ("day", days)):
            if not choices:
                del self.fields[name]

    def asked(self) -> dict[str, str]:
        """Return what is asked for; what cannot be read asks for nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in TABLE_FILTERS}


TABLE_FILTERS = ("q", "region", "component", "day", "province")


def _of_part(component: Any) -> str:
    indent = "– " if component.below else ""
    return f"{indent}{component.label.text(lang())}"


class YearForm(forms.Form):
    """Which index and time is entered, and where it was published."""

    series = forms.ChoiceField(label=_("Chỉ số"))
    year = forms.IntegerField(label=_("Năm được đo"), help_text=_("Không phải năm công bố."))
    day = DayField(
        label=_("Ngày của số liệu"),
        required=False,
        help_text=_("Chỉ với chỉ số công bố hằng ngày, như Bộ chỉ số phục vụ (dd/mm/yyyy)."),
    )
    source = forms.CharField(
        label=_("Văn bản hoặc nguồn công bố"),
        max_length=300,
        help_text=_("Số, ký hiệu, ngày và cơ quan công bố."),
    )
    link = HttpsField(label=_("Liên kết"), required=False, max_length=500)
    file = CheckedFileField(
        label=_("Tệp số liệu"),
        required=False,
        help_text=_("XLSX, XLS, ODS hoặc CSV; mỗi dòng một tỉnh. Không có tệp thì nhập tay."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.txt"}),
    )

    def __init__(self, *args: Any, by_hand: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.by_hand = by_hand
        choices = [
            (e.id, f"{e.short.text(lang())}: {e.label.text(lang())}") for e in index_series()
        ]
        offer(self, "series", choices)

    def clean_year(self) -> int:
        """A year that lies ahead was not measured."""
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= today().year:
            told = {"first": FIRST_YEAR, "last": today().year}
            raise forms.ValidationError(_("Năm từ %(first)s đến %(last)s."), params=told)
        return year

    def clean(self) -> dict[str, Any]:
        """The day is asked for where the index has days, and lies in the year."""
        given = super().clean() or {}
        check_day(self, given)
        if not self.by_hand and not given.get("file") and "file" not in self.errors:
            self.add_error("file", _("Chọn tệp, hoặc bấm Nhập tay từng tỉnh."))
        return given


def check_day(form: forms.Form, given: dict[str, Any]) -> None:
    """Put what is wrong with the day at its field."""
    series = next((each for each in index_series() if each.id == given.get("series")), None)
    year, day = given.get("year"), given.get("day")
    if series is None or year is None or "day" in form.errors:
        return
    if series.daily and day is None:
        form.add_error("day", _("Chỉ số này công bố hằng ngày: cần ghi ngày của số liệu."))
    if not series.daily:
        given["day"] = None
    elif day is not None and (day.year != year or day > today()):
        form.add_error("day", _("Ngày phải nằm trong năm được đo và không ở tương lai."))


class SourceForm(forms.Form):
    """Where what is typed was published."""

    source = forms.CharField(
        label=_("Văn bản hoặc nguồn công bố"),
        max_length=300,
        help_text=_("Số, ký hiệu, ngày và cơ quan công bố."),
    )
    link = HttpsField(label=_("Liên kết"), required=False, max_length=500)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class EntryFilter(forms.Form):
    """What the list of entered years is narrowed by."""

    series = forms.ChoiceField(label=_("Chỉ số"), required=False)
    state = forms.ChoiceField(label=_("Tình trạng"), required=False)

    def __init__(self, *args: Any, states: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        known = [(each.id, each.short.text(lang())) for each in index_series()]
        offer(self, "series", [("", _("Tất cả")), *known])
        offer(self, "state", [("", _("Tất cả")), *states])


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Set the choices of a field, which depend on the language of the page or on the index."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
