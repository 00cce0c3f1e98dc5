"""Matching words marked in text with accents."""

import unicodedata
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from caicach.web.look.folding import fold


def mark(text: str, words: Sequence[str]) -> SafeString:
    """Return the text with what folds to one of the folded `words` at the beginning of a word of
    the text in a <mark>.
    """
    composed = unicodedata.normalize("NFC", text)
    folded, places = _folded_with_places(composed)
    marked = [False] * len(composed)
    for word in filter(None, words):
        start = folded.find(word)
        while start >= 0:
            if start == 0 or not folded[start - 1].isalnum():
                for place in places[start : start + len(word)]:
                    marked[place] = True
            start = folded.find(word, start + 1)
    return format_html_join("", "{}", ((each,) for each in _runs(composed, marked)))


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return the text folded, and for each of its letters the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = " " if letter.isspace() else fold(letter)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places


def _runs(text: str, marked: Sequence[bool]) -> list[str | SafeString]:
    """Return the text cut where marks begin and end."""
    found: list[str | SafeString] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[start]:
            run = text[start:end]
            found.append(format_html("<mark>{}</mark>", run) if marked[start] else run)
            start = end
    return found
