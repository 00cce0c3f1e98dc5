"""Form fields that choose agencies and blocks: typed or picked, with or without script."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from caicach.web.agencies.blocks import key_of_block, sample_blocks, words_of_block
from caicach.web.agencies.queries import blocks_on
from caicach.web.agencies.search import find_agencies, the_one, words_of
from caicach.web.look.day import today
from caicach.web.register.models import Agency

SHOWN = 6


class AgencyInput(forms.TextInput):
    """A text input that offers agencies as one types; `on` is the day they are valid on."""

    template_name = "agencies/agency_input.html"
    on: date | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add where the offers come from."""
        context = super().get_context(name, value, attrs)
        context["offers"] = _offers(name, self.on)
        return context


class AgencyField(forms.CharField):
    """One agency valid on `on` (today where none is set), cleaned to the register's Agency.

    within: the codes that may be chosen; None for all. Set `on` and `within` in the form's
    `__init__`: `self.fields["agency"].on = day`.
    """

    widget = AgencyInput
    default_error_messages = {
        "unknown": _(
            "Không có cơ quan nào mang mã hoặc tên “%(text)s” vào ngày %(day)s. "
            "Hãy kiểm tra lại mã, tên và ngày."
        ),
        "several": _(
            "Có nhiều cơ quan khớp với “%(text)s”: %(found)s. Hãy ghi mã của một cơ quan."
        ),
        "outside": _("Cơ quan %(found)s nằm ngoài phạm vi bạn được chọn."),
    }

    def __init__(
        self, *, on: date | None = None, within: Collection[str] | None = None, **more: Any
    ) -> None:
        more.setdefault("max_length", 400)
        super().__init__(**more)
        self.within = within
        self.on = on

    @property
    def on(self) -> date | None:
        """Return the day the agency must be valid on; None for today."""
        return self._on

    @on.setter
    def on(self, day: date | None) -> None:
        self._on = day
        self.widget.on = day

    def prepare_value(self, value: Any) -> Any:
        """Show a code or an agency as code and name."""
        code = value.code if isinstance(value, Agency) else value
        day = self.on or today()
        return words_of(code, day) if code and isinstance(code, str) and "·" not in code else code

    def clean(self, value: Any) -> Any:
        """Return the agency, None where the field is empty and need not be filled."""
        text = super().clean(value)
        return self.agency(text) if text else None

    def agency(self, text: str) -> Agency:
        """Return the one agency the text means. Raises ValidationError with what was found."""
        day = self.on or today()
        found = find_agencies(text, day)
        one = the_one(text, found)
        if one is None and found:
            listed = "; ".join(each.words for each in found[:SHOWN])
            more = "; …" if len(found) > SHOWN else ""
            raise self._refusal("several", text=text, found=listed + more)
        if one is None:
            raise self._refusal("unknown", text=text, day=day.strftime("%d/%m/%Y"))
        if self.within is not None and one.code not in self.within:
            raise self._refusal("outside", found=one.words)
        return Agency(pk=one.key, code=one.code)

    def _refusal(self, code: str, **values: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params=values)


class AgenciesInput(AgencyInput):
    """One line for each agency, with two empty ones below, so that none needs a script."""

    template_name = "agencies/agencies_input.html"
    spare = 2

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the lines."""
        context = super().get_context(name, None, attrs)
        lines = [each for each in value or () if each]
        context["lines"] = [*lines, *[""] * self.spare]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return what was typed into every line."""
        del files
        listed = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return [each.strip() for each in listed if each.strip()]


class AgenciesField(AgencyField):
    """Several agencies, in the order given, each once."""

    widget = AgenciesInput

    def prepare_value(self, value: Any) -> list[str]:
        """Show each as code and name."""
        show = super().prepare_value
        return [show(each) for each in value or ()]

    def clean(self, value: Any) -> list[Agency]:
        """Return the agencies."""
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        faults: list[forms.ValidationError] = []
        found: dict[int, Agency] = {}
        for text in value or ():
            try:
                agency = self.agency(text)
                found.setdefault(agency.pk, agency)
            except forms.ValidationError as error:
                faults.append(error)
        if faults:
            raise forms.ValidationError(faults)
        return list(found.values())


class BlockInput(forms.TextInput):
    """A text input that offers the blocks there are; another may be named."""

    template_name = "agencies/block_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the blocks of the sample and those of today's agencies."""
        context = super().get_context(name, value, attrs)
        own = map(words_of_block, blocks_on(today()))
        context["blocks"] = list(dict.fromkeys([*sample_blocks(), *own]))
        return context


class BlockField(forms.CharField):
    """A block by its name, cleaned to what it is kept by."""

    widget = BlockInput

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=100, **more)

    def prepare_value(self, value: Any) -> Any:
        """Show a block by its name."""
        return words_of_block(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """Return what the block is kept by, "" for none."""
        return key_of_block(super().clean(value))


def _offers(name: str, on: date | None) -> str:
    day = f"&on={on.isoformat()}" if on else ""
    return f"{reverse('agencies:pick')}?field={name}{day}"
