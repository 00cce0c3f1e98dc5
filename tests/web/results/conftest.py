"""Folders and a clock of their own for what is published, which writes files and bears a day."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from sample_round import NOW


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EVIDENCE_FOLDER, settings.KEYS_FOLDER = tmp_path / "evidence", tmp_path / "keys"
    monkeypatch.setattr(timezone, "now", lambda: NOW)
