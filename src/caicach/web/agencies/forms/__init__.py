"""What people fill in about agencies."""

from caicach.web.agencies.forms.decisions import (
    AbolitionForm,
    ChangeForm,
    CreationForm,
    DecisionForm,
    MergerForm,
    MoveForm,
)
from caicach.web.agencies.forms.filters import FilterForm, OfferForm
from caicach.web.agencies.forms.splitting import SplitForm
from caicach.web.agencies.forms.tables import MapForm, UndoForm, UploadForm

FORMS: dict[str, type[DecisionForm]] = {
    "create": CreationForm,
    "change": ChangeForm,
    "move": MoveForm,
    "merge": MergerForm,
    "split": SplitForm,
    "abolish": AbolitionForm,
}
"""By the word that stands in the address."""

__all__ = [
    "FORMS",
    "DecisionForm",
    "FilterForm",
    "MapForm",
    "OfferForm",
    "UndoForm",
    "UploadForm",
]
