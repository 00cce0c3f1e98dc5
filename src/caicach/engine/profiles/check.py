"""What is wrong with the meaning of a profile: columns, sources, codes, dates, rules."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

import pyarrow as pa

from caicach.core.documents import Document, Loc
from caicach.core.issues import Issue, issue
from caicach.engine.profiles.check_fields import check_field, check_sources
from caicach.engine.profiles.columns import BY_RULE, NEEDED, TOKENS, key_columns, mappable
from caicach.engine.profiles.date_text import ISO, strptime_of
from caicach.engine.profiles.feed import Feed
from caicach.engine.profiles.json_cells import clashes


def check_feed(feed: Feed, document: Document) -> list[Issue]:
    """Return every fault of a feed whose shape is right, with its line."""
    return [
        *_columns(feed, document),
        *_needed(feed, document),
        *(each for name in feed.fields for each in check_field(feed, name, document)),
        *check_sources(feed, document),
        *_shapes(feed, document),
        *_dates(feed, document),
        *_codes(feed, document),
        *_flags(feed, document),
        *_agency(feed, document),
        *_key(feed, document),
        *_form(feed, document),
    ]


def _columns(feed: Feed, document: Document) -> Iterator[Issue]:
    known = mappable(feed.table)
    for name in feed.fields:
        where = document.where(("fields", name))
        if name in BY_RULE.get(feed.table, ()):
            yield issue("column-by-rule", where, column=name)
        elif name not in known:
            near = ", ".join(get_close_matches(name, known, n=3) or list(known))
            yield issue("column-not-fed", where, column=name, table=feed.table, known=near)


def _needed(feed: Feed, document: Document) -> Iterator[Issue]:
    where = document.where(("fields",))
    for name in NEEDED[feed.table]:
        if name not in feed.fields:
            yield issue("column-not-mapped", where, column=name, table=feed.table)


def _shapes(feed: Feed, document: Document) -> Iterator[Issue]:
    if feed.form == "json":
        for name, path in clashes(feed):
            where = document.where(("fields", name))
            yield issue("source-shapes", where, value=path, column=name)


def _dates(feed: Feed, document: Document) -> Iterator[Issue]:
    seen: set[str] = set()
    for index, written in enumerate(feed.dates):
        where = document.where(("dates", index))
        if written != ISO and strptime_of(written) is None:
            yield issue("date-format-unreadable", where, value=written)
        elif written in seen:
            yield issue("date-format-twice", where, value=written)
        seen.add(written)


def _codes(feed: Feed, document: Document) -> Iterator[Issue]:
    used = {field.codes or name for name, field in feed.fields.items()}
    for name, meanings in feed.codes.items():
        loc: Loc = ("codes", name)
        if name not in used:
            yield issue("code-list-unused", document.where(loc), name=name)
        known = _tokens_of(name, feed)
        folded: dict[str, str] = {}
        for code, token in meanings.items():
            where = document.where((*loc, code))
            if known and token not in known:
                yield issue("token-unknown", where, value=token, known=", ".join(known))
            first = folded.setdefault(code.strip().casefold(), code)
            if first != code:
                yield issue("code-mapped-twice", where, code=code, first=first)


def _tokens_of(name: str, feed: Feed) -> tuple[str, ...]:
    """A list may be named by its column, or by any name that columns refer to."""
    columns = [each for each, field in feed.fields.items() if (field.codes or each) == name]
    return next((TOKENS[each] for each in columns if each in TOKENS), ())


def _flags(feed: Feed, document: Document) -> Iterator[Issue]:
    no = {each.casefold() for each in feed.flags.no}
    for each in feed.flags.yes:
        if each.casefold() in no:
            yield issue("flag-both", document.where(("flags", "yes")), value=each)


def _agency(feed: Feed, document: Document) -> Iterator[Issue]:
    pattern = feed.agency.pattern
    if pattern is None:
        return
    where = document.where(("agency", "pattern"))
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        yield issue("pattern-unreadable", where, value=pattern, reason=error.msg)
        return
    if groups != 1 or re.search(r"\(\?[=!<]|\\[1-9]", pattern):
        yield issue("pattern-groups", where, value=pattern)


def _key(feed: Feed, document: Document) -> Iterator[Issue]:
    if feed.key is None:
        return
    known = key_columns(feed.table)
    has_key = pa.schema(mappable(feed.table)).names + list(BY_RULE.get(feed.table, ()))
    if "key" not in has_key:
        yield issue("key-not-used", document.where(("key",)), table=feed.table)
    for index, name in enumerate(feed.key):
        where = document.where(("key", index))
        if name not in known or name == "key":
            yield issue("key-column-unknown", where, column=name, known=", ".join(known))
        elif name in feed.key[:index]:
            yield issue("key-column-twice", where, column=name)


def _form(feed: Feed, document: Document) -> Iterator[Issue]:
    envelope = feed.envelope
    if envelope is None:
        return
    if feed.form == "table":
        yield issue("envelope-of-a-table", document.where(("envelope",)))
    if envelope.is_service and not envelope.service:
        yield issue("envelope-service", document.where(("envelope", "is_service")))
