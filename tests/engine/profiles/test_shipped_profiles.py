"""The profiles that ship are sound, and their tables take the names of the facts as heads."""

from pathlib import Path

import pytest
from profile_feeds import read_bytes, shipped

from caicach.engine.profiles import load_profile, shipped_profiles
from caicach.engine.profiles.check_fields import members_of, sources_of
from caicach.engine.profiles.columns import TOKENS, mappable

TABLES = [name for name in shipped_profiles() if name.endswith("-table")]


@pytest.mark.parametrize("name", shipped_profiles())
def test_it_is_sound_and_called_as_its_file(name: str) -> None:
    profile, issues = load_profile(name)
    assert issues == []
    assert profile is not None
    assert profile.name == name
    assert all(feed.label.en for feed in profile.feeds)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_maps_every_column_it_can(name: str) -> None:
    feed = shipped(name).feeds[0]
    missing = set(mappable(feed.table)) - set(feed.fields) - {"vendor", "exported_at", "sender"}
    assert missing - {"key", "link"} == set()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_takes_the_names_of_columns_as_heads(name: str) -> None:
    feed = shipped(name).feeds[0]
    for column, field in feed.fields.items():
        type_ = mappable(feed.table)[column]
        wanted = set(members_of(type_)) if field.rows else {column}
        assert wanted & set(sources_of(field)), column


@pytest.mark.parametrize("column", sorted(set(TOKENS) - {"topic"}))
def test_words_of_the_facts_are_taken_for_themselves(column: str, tmp_path: Path) -> None:
    name, needed = {
        "service_level": ("procedures-table", "procedure_printed"),
        "maximum_unit": ("procedures-table", "procedure_printed"),
        "decided_by": ("procedures-table", "procedure_printed"),
    }.get(column, ("dossiers-table", "code"))
    rows = "".join(f"H21-{i};{token}\n" for i, token in enumerate(TOKENS[column]))
    content = f"{needed};{column}\n{rows}".encode()
    found = read_bytes(tmp_path, content, profile=name, name="a.csv", sender="H21")
    assert tuple(found.column(column)) == TOKENS[column]
    assert all("code-not-listed" not in faults for faults in found.column("faults"))
