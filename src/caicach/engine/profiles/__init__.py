"""Source profiles: how the feeds of one-stop systems and offices become rows of facts."""

from caicach.engine.profiles.feed import Bundle, Feed
from caicach.engine.profiles.mapped import Mapped, Reading, Unreadable
from caicach.engine.profiles.reading import file_digest, read_records
from caicach.engine.profiles.shelf import Profile, load_profile, read_profile, shipped_profiles

__all__ = [
    "Bundle",
    "Feed",
    "Mapped",
    "Profile",
    "Reading",
    "Unreadable",
    "file_digest",
    "load_profile",
    "read_profile",
    "read_records",
    "shipped_profiles",
]
