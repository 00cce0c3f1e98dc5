"""Every code that files and commands hand to a method or a refusal of their own has words."""

import re
from pathlib import Path

import pytest

from caicach.core.issues import known_codes

SOURCE = Path(__file__).parents[2] / "src/caicach"


def _text() -> str:
    paths = [*SOURCE.glob("files/**/*.py"), *SOURCE.glob("cli/**/*.py")]
    return "\n".join(path.read_text("utf-8") for path in paths if "appendix" not in path.parts)


def _told() -> list[str]:
    """Codes handed to `issue`, to a refusal or to a flaw, as they stand in the source."""
    pattern = (
        r"(?:(?<!\.)issue|WrongUseError|JsonRefusedError|_fault|_differ)"
        r"\(\s*(?:agency, )?\"([a-z0-9-]+)\""
    )
    return sorted(set(re.findall(pattern, _text())))


def test_codes_are_found_in_the_source() -> None:
    assert len(_told()) > 40


@pytest.mark.parametrize("code", _told())
def test_every_code_that_is_told_has_words(code: str) -> None:
    assert code in known_codes()
