"""Source profiles: how the feeds of one-stop systems and offices become rows of facts."""

from caicach.engine.profiles.draft import Draft, draft_profile
from caicach.engine.profiles.feed import Bundle, Feed
from caicach.engine.profiles.mapped import Mapped, Reading, Unreadable
from caicach.engine.profiles.reading import file_digest, read_records
from caicach.engine.profiles.sample import Sample, take_sample
from caicach.engine.profiles.shelf import (
    Profile,
    load_profile,
    profile_text,
    read_profile,
    shipped_profiles,
)

__all__ = [
    "Bundle",
    "Draft",
    "Feed",
    "Mapped",
    "Profile",
    "Reading",
    "Sample",
    "Unreadable",
    "draft_profile",
    "file_digest",
    "load_profile",
    "profile_text",
    "read_profile",
    "read_records",
    "shipped_profiles",
    "take_sample",
]
