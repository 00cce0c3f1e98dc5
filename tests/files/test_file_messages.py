"""Every code that files and commands tell has words, and every word is told somewhere."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

from caicach.core.issues import known_codes

SOURCE = Path(__file__).parents[2] / "src/caicach"
MESSAGES = SOURCE / "standards/messages"
CODE = re.compile(r"[\"'](?P<code>[a-z]+(?:-[a-z0-9]+)+)[\"']")


def _text() -> str:
    paths = [*SOURCE.glob("files/**/*.py"), *SOURCE.glob("cli/**/*.py")]
    return "\n".join(path.read_text("utf-8") for path in paths if "appendix" not in path.parts)


def _told() -> list[str]:
    """Codes handed to `issue`, to a refusal or to a flaw, as they stand in the source."""
    pattern = (
        r"(?:issue|WrongUseError|JsonRefusedError|_fault|_differ)\(\s*(?:agency, )?\"([a-z0-9-]+)\""
    )
    return sorted(set(re.findall(pattern, _text())))


def test_codes_are_found_in_the_source() -> None:
    assert len(_told()) > 40


@pytest.mark.parametrize("code", _told())
def test_every_code_that_is_told_has_words(code: str) -> None:
    assert code in known_codes()


@pytest.mark.parametrize("name", ["files", "cli"])
def test_no_words_are_kept_for_codes_that_nothing_tells(name: str) -> None:
    codes = yaml.safe_load((MESSAGES / f"{name}.yaml").read_text("utf-8"))
    text = _text().replace(
        'f"cli-{error.what}-not-in-result"',
        " ".join(['"cli-agency-not-in-result"', '"cli-criterion-not-in-result"']),
    )
    used = {found["code"] for found in CODE.finditer(text)}
    assert sorted(set(codes) - used) == []


@pytest.mark.parametrize("name", ["files", "cli"])
def test_both_languages_name_the_same_values(name: str) -> None:
    for code, entry in yaml.safe_load((MESSAGES / f"{name}.yaml").read_text("utf-8")).items():
        named = {
            lang: {
                field
                for text in entry[lang].values()
                for _, field, _, _ in Formatter().parse(text)
                if field
            }
            for lang in ("vi", "en")
        }
        assert named["vi"] == named["en"], code
