"""Profiles that ship and profiles of one's own, loaded with all faults at once."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from caicach.core.documents import Document, Label, by_line, parse, read_document
from caicach.core.issues import Issue, has_faults, issue
from caicach.engine.profiles.check import check_feed
from caicach.engine.profiles.feed import Bundle, Feed
from caicach.engine.profiles.own_heads import with_own_heads
from caicach.engine.profiles.partly import check_what_stands


@dataclass(frozen=True, slots=True)
class Profile:
    """A source profile ready to read by: one feed, or several that share a file."""

    name: str
    label: Label
    feeds: tuple[Feed, ...]

    @property
    def table(self) -> str:
        """Return the fact table of the first feed."""
        return self.feeds[0].table

    @property
    def tables(self) -> tuple[str, ...]:
        """Return every fact table the file may fill."""
        return tuple(dict.fromkeys(feed.table for feed in self.feeds))


def load_profile(name_or_path: str) -> tuple[Profile | None, list[Issue]]:
    """Return a shipped profile by name or one's own by path, or None with every fault by line."""
    text, where, issues = _text_of(name_or_path)
    if text is None:
        return None, issues
    return read_profile(text, where)


def read_profile(text: str, where: str) -> tuple[Profile | None, list[Issue]]:
    """Return the profile written in `text`, or None with every fault; where: shown in them."""
    document, issues = read_document(text, where)
    if document is None:
        return None, issues
    content = document.content
    if isinstance(content, dict) and "parts" in content:
        profile, more = _bundle(document)
    else:
        profile, more = _single(document)
    issues = by_line(dict.fromkeys([*issues, *more]))
    return (None if has_faults(issues) else profile), issues


def profile_text(name_or_path: str) -> str | None:
    """Return the YAML of a profile as it is written, None where it cannot be read."""
    return _text_of(name_or_path)[0]


def shipped_profiles() -> list[str]:
    """Return the names of all profiles that ship, sorted."""
    return sorted(_shipped())


def _text_of(name_or_path: str) -> tuple[str | None, str, list[Issue]]:
    shipped = _shipped()
    if name_or_path in shipped:
        return shipped[name_or_path], f"profiles/{name_or_path}.yaml", []
    path = Path(name_or_path)
    if not path.is_file():
        known = ", ".join(sorted(shipped))
        return None, name_or_path, [issue("profile-missing", name_or_path, known=known)]
    try:
        return path.read_text("utf-8-sig"), name_or_path, []
    except UnicodeDecodeError:
        return None, name_or_path, [issue("profile-not-utf8", name_or_path)]
    except OSError as error:
        reason = error.strerror or str(error)
        return None, name_or_path, [issue("file-unreadable", name_or_path, reason=reason)]


@cache
def _shipped() -> dict[str, str]:
    folder = files("caicach.standards").joinpath("profiles")
    named = (each for each in folder.iterdir() if each.name.endswith(".yaml"))
    return {each.name.removesuffix(".yaml"): each.read_text("utf-8") for each in named}


def _single(document: Document) -> tuple[Profile | None, list[Issue]]:
    feed, issues = parse(document, Feed)
    if feed is None:
        return None, [*issues, *check_what_stands(document)]
    issues = check_feed(feed, document)
    if not has_faults(issues):
        feed = with_own_heads(feed)
    return Profile(feed.profile, feed.label, (feed,)), issues


def _bundle(document: Document) -> tuple[Profile | None, list[Issue]]:
    bundle, issues = parse(document, Bundle)
    if bundle is None:
        return None, issues
    feeds: list[Feed] = []
    for index, name in enumerate(bundle.parts):
        where = document.where(("parts", index))
        part, faults = _part(name, document.path, where)
        feeds += part.feeds if part else ()
        issues += faults
    return Profile(bundle.profile, bundle.label, tuple(feeds)), issues


def _part(name: str, bundle_path: str, where: str) -> tuple[Profile | None, list[Issue]]:
    """A part is a shipped profile, or a file beside the bundle; a bundle is no part."""
    beside = Path(bundle_path).with_name(name)
    named = str(beside) if name not in _shipped() and beside.is_file() else name
    text, path, _ = _text_of(named)
    if text is None or "\nparts:" in f"\n{text}":
        return None, [issue("profile-part-unknown", where, name=name)]
    profile, faults = read_profile(text, path)
    if profile is None:
        return None, [issue("profile-part-faulty", where, name=name, count=len(faults))]
    return profile, []
