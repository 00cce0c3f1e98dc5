"""Names in the order of the Vietnamese alphabet: letters first, tones only between equals."""

import unicodedata

_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES = {letter: place for place, letter in enumerate(_ALPHABET, start=1)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def name_key(name: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return a key that sorts names as a Vietnamese dictionary does: a, à, ả, ã, á, ạ, ă, …"""
    letters: list[int] = []
    tones: list[int] = []
    for each in unicodedata.normalize("NFC", name.casefold()):
        parts = unicodedata.normalize("NFD", each)
        tone = next((mark for mark in parts if mark in _TONES), "")
        bare = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        letters.append(_PLACES.get(bare, 0))
        tones.append(_TONES.get(tone, 0))
    return tuple(letters), tuple(tones), name
