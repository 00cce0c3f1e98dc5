"""A cast whose province the indices know, and a folder for what is handed in."""

from pathlib import Path
from typing import Any

import pytest
from index_table import HandedIn, table_of

from caicach.web.look.folding import fold
from caicach.web.register.models import Entry, RegisterVersion


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_FOLDER = tmp_path


@pytest.fixture
def dong_thap(cast: Any) -> Any:
    """The cast, in a province that was formed of two on 1 July 2025."""
    name = "Tỉnh Đồng Tháp"
    Entry.objects.filter(agency__code="H99").update(name=name, folded=fold(name, "H99"))
    version = RegisterVersion.objects.get(pk=1)
    RegisterVersion.objects.filter(pk=1).update(number=version.number + 1_000_000)
    return cast


@pytest.fixture
def pci() -> HandedIn:
    """The table of PCI 2019, to be handed in as another year."""
    return table_of("pci", 2019)
