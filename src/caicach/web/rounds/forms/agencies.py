"""The forms that choose who takes part in a round: whole blocks, agencies one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.agencies import AgencyKind, DayTree
from caicach.core.criteria import Edition
from caicach.web.agencies.blocks import words_of_block
from caicach.web.look.folding import fold
from caicach.web.look.templatetags.look import lang
from caicach.web.plans.forms.fields import lines_of

Groups = Mapping[str, list[CoreAgency]]
Blocks = list[tuple[str, str]]
"""Blocks of an edition: id and words."""
BLOCK = "block:"


def groups_of(tree: DayTree, code: str) -> dict[str, list[CoreAgency]]:
    """Return the agencies right below one, and below those that are no office, by group.

    A group is a block of the register, or the kind of agencies without one.
    """
    found: dict[str, list[CoreAgency]] = {}
    for each in tree.children(code) if code in tree else ():
        key = f"{BLOCK}{each.block}" if each.block else f"kind:{each.kind.value}"
        found.setdefault(key, []).append(each)
    return found


def words_of_group(key: str) -> str:
    """Return what a group is called."""
    way, _colon, value = key.partition(":")
    if way == "block":
        return words_of_block(value)
    label = AgencyKind(value).label
    return label.text(lang())


def block_choices(edition: Edition, groups: Groups) -> Blocks:
    """Return the blocks to choose from: the edition's, else the register's, else none."""
    named = [(each.id, each.label.text(lang())) for each in edition.blocks]
    keys = [key.removeprefix(BLOCK) for key in groups if key.startswith(BLOCK)]
    named = named or [(key, words_of_block(key)) for key in keys]
    return named or [("", gettext("Không chia khối"))]


class GroupsForm(forms.Form):
    """Whole groups of the register at once: each comes into a block of the edition, or not."""

    def __init__(
        self, *args: Any, groups: Groups, blocks: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.groups = groups
        for key, agencies in groups.items():
            self.fields[key] = forms.ChoiceField(
                label=f"{words_of_group(key)} ({len(agencies)})",
                choices=[(NOT_NOW, _("Giữ nguyên")), *blocks, (LEAVE, _("Bỏ ra"))],
                required=False,
                initial=NOT_NOW,
            )

    def changes(self) -> tuple[dict[str, str], set[str]]:
        """Return the block of each agency put in, and those left out, by code."""
        put: dict[str, str] = {}
        out: set[str] = set()
        for key, agencies in self.groups.items():
            block = self.cleaned_data[key] if key in self.data else NOT_NOW
            codes = [each.code for each in agencies]
            if block == LEAVE:
                out.update(codes)
            elif block != NOT_NOW:
                put.update(dict.fromkeys(codes, block))
        return put, out


NOT_NOW, LEAVE = "-", "--"


class NamedForm(forms.Form):
    """Agencies by code or name, one a line, and their block."""

    names = forms.CharField(
        label=_("Cơ quan"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một mã hoặc tên, ví dụ H99.101 hoặc Xã Bình An."),
    )
    block = forms.ChoiceField(label=_("Vào khối"), required=False)

    def __init__(
        self, *args: Any, agencies: Sequence[CoreAgency], blocks: Blocks, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.agencies = agencies
        field = self.fields["block"]
        if isinstance(field, forms.ChoiceField):
            field.choices = blocks

    def clean_names(self) -> list[CoreAgency]:
        """Return the agencies, or tell every line that names none or several."""
        by_name: dict[str, list[CoreAgency]] = {}
        for each in self.agencies:
            for name in {_bare(each.code), _bare(each.name.vi)}:
                by_name.setdefault(name, []).append(each)
        lines = lines_of(self.cleaned_data["names"])
        wrong = [line for line in lines if len(by_name.get(_bare(line), ())) != 1]
        if wrong:
            raise forms.ValidationError(
                [
                    forms.ValidationError(
                        _("Không thấy đúng một cơ quan tên “%(line)s”; hãy ghi mã."),
                        params={"line": line},
                    )
                    for line in wrong
                ]
            )
        return [by_name[_bare(line)][0] for line in lines]


def _bare(text: str) -> str:
    return " ".join(fold(text).split())


class ChosenFilter(forms.Form):
    """Narrows the agencies of a round."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=200)
    block = forms.ChoiceField(label=_("Khối"), required=False)

    def __init__(self, *args: Any, blocks: Blocks, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["block"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Tất cả")), *((key, name) for key, name in blocks if key)]

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen, without empty values."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
