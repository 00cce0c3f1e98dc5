"""Two people saving one form: what only one of them changed is merged, the rest is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import construct_instance, model_to_dict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

if TYPE_CHECKING:
    ModelForm: TypeAlias = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm  # takes no model at run time

Raw: TypeAlias = list[str]
"""The values of one field as a form sends them."""
V = TypeVar("V")
SALT = "look.conflict"
SEEN, THEIRS, KEEP = "seen", "theirs", "keep-"


class ChangedMeanwhileError(Exception):
    """The row is no longer the one the person saw; nothing was written."""


def merge(
    base: Mapping[str, V], mine: Mapping[str, V], theirs: Mapping[str, V]
) -> tuple[dict[str, V], list[str]]:
    """Return the merged fields and the names of those both sides changed, each their own way.

    base: what I began from; a field missing there counts as changed by both.
    """
    merged: dict[str, V] = {}
    conflicts: list[str] = []
    for name, value in mine.items():
        if name not in theirs or value == theirs[name]:
            merged[name] = value
        elif name in base and value == base[name]:
            merged[name] = theirs[name]
        else:
            merged[name] = value
            if name not in base or theirs[name] != base[name]:
                conflicts.append(name)
    return merged, conflicts


class Snapshot(NamedTuple):
    """What a form showed: the version of the row and the values of its fields."""

    version: int
    values: dict[str, Raw]

    def sealed(self) -> str:
        """Return it signed, for a hidden field."""
        return signing.dumps([self.version, self.values], salt=SALT, compress=True)

    @classmethod
    def opened(cls, text: str) -> "Snapshot | None":
        """Return what was sealed; None where it is not ours."""
        try:
            version, values = signing.loads(text, salt=SALT)
        except (signing.BadSignature, ValueError):
            return None
        return cls(version, values)


@dataclass(frozen=True, slots=True)
class Clash:
    """A field both sides changed: what it was, mine and theirs, as people read them."""

    name: str
    label: str
    base: str
    mine: str
    theirs: str


class VersionedForm(ModelForm):
    """A form of a row with a `version`; it remembers what it showed.

    Call `reconcile` before `is_valid`, and give `seen_version` to the action.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kept_version: int = getattr(self.instance, "version", 0)
        self._theirs = self._raw_values()
        self.initial.setdefault(SEEN, Snapshot(self.kept_version, self._theirs).sealed())

    def _post_clean(self) -> None:
        """Take the fields over into the row; whether it may stand, its action says."""
        self.instance = construct_instance(self, self.instance, self._meta.fields)

    @property
    def seen_version(self) -> int:
        """Return the version the merged content stands on."""
        return self.kept_version

    @property
    def compared(self) -> list[str]:
        """Return the fields that can clash: files are new each time."""
        return [
            name
            for name, field in self.fields.items()
            if name != SEEN and not isinstance(field, forms.FileField)
        ]

    def reconcile(self) -> list[Clash]:
        """Merge what others saved meanwhile into what was sent; return what clashes."""
        if not isinstance(self.data, QueryDict) or self.instance.pk is None:
            return []
        base = Snapshot.opened(self.data.get(self.add_prefix(SEEN), ""))
        self.data = self.data.copy()
        self._take_choices(base)
        if base is not None and base.version == self.kept_version:
            return []
        before = {} if base is None else base.values
        sent = {name: self.data.getlist(self.add_prefix(name)) for name in self.compared}
        clashing = self._merge(before, sent)
        seal = Snapshot(self.kept_version, self._theirs).sealed()
        self.data[self.add_prefix(SEEN)] = seal
        return [self._clash(name, before.get(name, []), sent[name]) for name in clashing]

    def _take_choices(self, base: Snapshot | None) -> None:
        """Put theirs in place of mine where the conflict page was answered so."""
        for name in self.compared:
            if base and self.data.get(KEEP + name) == THEIRS and name in base.values:
                self._set(name, base.values[name])

    def _merge(self, before: Mapping[str, Raw], sent: Mapping[str, Raw]) -> list[str]:
        theirs = self._all_meant(self._theirs)
        merged, clashing = merge(self._all_meant(before), self._all_meant(sent), theirs)
        for name, value in merged.items():
            if name not in clashing and value == theirs.get(name):
                self._set(name, self._theirs[name])
        return clashing

    def _set(self, name: str, raw: Raw) -> None:
        assert isinstance(self.data, QueryDict)  # noqa: S101 -- told to mypy; seen in reconcile
        self.data.setlist(self.add_prefix(name), list(raw))

    def kept_values(self) -> dict[str, Any]:
        """Return the fields as the database has them; a form adds those that are its own."""
        return model_to_dict(self.instance) if self.instance.pk else {}

    def _raw_values(self) -> dict[str, Raw]:
        kept = self.kept_values()
        return {name: _raw(self.fields[name], kept.get(name)) for name in self.compared}

    def _all_meant(self, side: Mapping[str, Raw]) -> dict[str, Any]:
        return {name: self._meant(name, raw) for name, raw in side.items()}

    def _meant(self, name: str, raw: Raw) -> Any:
        """Return what the text means, so that 98 and 98,0 are one; text that means nothing
        stays text.
        """
        field = self.fields.get(name)
        if field is None:
            return tuple(raw)
        sent: MultiValueDict[str, str] = MultiValueDict({name: list(raw)})
        try:
            meant = field.to_python(field.widget.value_from_datadict(sent, {}, name))
        except ValidationError:
            return tuple(raw)
        return _comparable(meant)

    def _clash(self, name: str, base: Raw, mine: Raw) -> Clash:
        field = self.fields[name]
        theirs = self._theirs[name]
        label = str(field.label or name)
        return Clash(name, label, _said(field, base), _said(field, mine), _said(field, theirs))


def _raw(field: forms.Field, value: Any) -> Raw:
    """Return the value as the widget would send it back."""
    if isinstance(field, forms.BooleanField):
        return ["on"] if value else []
    shown = field.widget.format_value(field.prepare_value(value))
    if isinstance(shown, list | tuple):
        return [str(each) for each in shown if each not in ("", None)]
    return [] if shown in (None, "") else [str(shown)]


def _comparable(meant: Any) -> Any:
    if meant in (None, "", []):
        return None
    if isinstance(meant, Model):
        return meant.pk
    if isinstance(meant, Decimal):
        return meant.normalize()
    if isinstance(meant, str | bool | int | date):
        return meant.replace("\r\n", "\n") if isinstance(meant, str) else meant
    if isinstance(meant, Iterable):
        return frozenset(str(_comparable(each)) for each in meant)
    return str(meant)


def _said(field: forms.Field, raw: Sequence[str]) -> str:
    """Return the values as people read them: choices by their words."""
    if isinstance(field, forms.BooleanField):
        return "✓" if raw else "–"
    words: dict[str, str] = {}
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        words = {str(key): str(label) for key, label in _flat(field.choices)}
    return ", ".join(words.get(each, each) for each in raw) or "–"


def _flat(choices: Any) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def conflict_answer(
    request: HttpRequest, form: VersionedForm, clashes: Sequence[Clash], other: object = None
) -> HttpResponse:
    """Return the page that shows both sides, with all that was typed kept in it.

    other: who saved meanwhile, with `name` and `at`.
    """
    hidden = {"csrfmiddlewaretoken", *(KEEP + name for name in form.fields)}
    data = form.data if isinstance(form.data, QueryDict) else QueryDict()
    sent = [
        (name, value) for name, values in data.lists() if name not in hidden for value in values
    ]
    return render(
        request,
        "look/conflict.html",
        {"clashes": clashes, "sent": sent, "other": other},
        status=409,
    )
