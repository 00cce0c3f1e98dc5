"""The form by which a round is begun like a former one, with the edition it goes by."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web.rounds.forms.round import HeadForm, file_field, text_in
from caicach.web.rounds.models import KeptEdition, Round
from caicach.web.rounds.queries.offered import (
    Offered,
    newest_of_set,
    read_sent,
    sent_edition,
)


class CopyRoundForm(HeadForm):
    """A round like a former one, on another period, by the same set or another."""

    previous = forms.ModelChoiceField(Round.objects.none(), label=_("Từ đợt"))
    edition = forms.ChoiceField(label=_("Bộ tiêu chí"), required=False)
    file = file_field()
    field_order = ["previous", "edition", "file", "name", "kind", "period", "lead", "stand_in"]

    def __init__(self, *args: Any, rounds: Any, offered: Sequence[Offered], **more: Any) -> None:
        super().__init__(*args, **more)
        sent = read_sent(self.data.get("edition", ""))
        self.offered = [*offered, *([sent_edition(sent)] if sent else [])]
        previous = self.fields["previous"]
        if isinstance(previous, forms.ModelChoiceField):
            previous.queryset = rounds
        self._offer()

    def _offer(self) -> None:
        field = self.fields["edition"]
        if isinstance(field, forms.ChoiceField):
            newest = ("", _("Ấn bản mới nhất của cùng bộ"))
            field.choices = [newest, *((each.key, each.words) for each in self.offered)]

    def clean_file(self) -> Any:
        """Return the text of the file; None where none was sent."""
        upload = self.cleaned_data.get("file")
        return None if upload is None else text_in(upload)

    def source(self) -> tuple[str, str]:
        """Return text and path of the edition chosen."""
        given = self.cleaned_data
        if given.get("file") is not None:
            return given["file"], "bo-tieu-chi.yaml"
        chosen = next((each for each in self.offered if each.key == given["edition"]), None)
        return (chosen or self.newest(given["previous"])).source()

    def newest(self, previous: Round) -> Offered:
        """Return the newest edition of the set of the former round, which has one at least."""
        former = Offered("", previous.edition.name, "", previous.edition)
        return newest_of_set(self.offered, previous.edition.name) or former

    def keep_file(self, kept: KeptEdition) -> None:
        """Have the edition of the file chosen when the page is shown again: it is sent once."""
        sent, data = sent_edition(kept), dict(self.data.items())
        self.data = data | {"edition": sent.key}
        self.offered.append(sent)
        self._offer()
