"""The pages on profiles say what profiles are."""

import re
from pathlib import Path

import pytest
from profile_feeds import profile_of

from caicach.engine.profiles.feed import Condition, Envelope, Feed, Field
from caicach.engine.profiles.reference import reference_page

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "reference/profiles.md").read_text("utf-8")
FEED_PARTS = Path(__file__).parents[3] / "src/caicach/engine/profiles"


def test_the_page_of_shipped_profiles_is_up_to_date() -> None:
    page = (DOCS / "reference/shipped-profiles.md").read_text("utf-8")
    assert page == reference_page(), "python -m caicach.engine.profiles.reference > that page"


def test_the_example_of_the_page_is_a_sound_profile() -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example
    assert profile_of(example[1]).table == "dossiers"


@pytest.mark.parametrize("shape", [Feed, Field, Envelope, Condition])
def test_every_key_is_on_the_page(shape: type[Feed]) -> None:
    keys = [field.alias or name for name, field in shape.model_fields.items()]
    assert [key for key in keys if not re.search(rf"\b{key}\b", PAGE)] == []


def test_every_code_that_rows_carry_is_on_the_page() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted(FEED_PARTS.glob("*.py")))
    codes = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source))
    words = (FEED_PARTS.parents[1] / "standards/messages/feeds.yaml").read_text("utf-8")
    carried = words.partition("--- codes that rows carry")[2]
    for code in re.findall(r"^([a-z-]+):", carried, re.MULTILINE):
        assert f"`{code}`" in PAGE
        assert code in codes
