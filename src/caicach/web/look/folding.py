"""Text without accents, so that "cai cach" finds "cải cách"."""

import unicodedata

LONGEST = 2_000


def fold(*texts: str) -> str:
    """Return the texts joined, in lower case, without accents, đ as d, single blanks between."""
    joined = " ".join(texts).replace("đ", "d").replace("Đ", "d")
    letters = unicodedata.normalize("NFD", joined.lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.split())[:LONGEST]
