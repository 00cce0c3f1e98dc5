"""JSON in one form only, so that the same content always has the same digest."""

import hashlib
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

from caicach.core.numbers import plain


class NotCanonicalError(TypeError):
    """A value has no one form as JSON: a float, which is not exact, or something unknown."""


def canonical(content: Any) -> bytes:
    """Return UTF-8 JSON: keys in order, letters composed (NFC), decimals and days as text.

    Raises NotCanonicalError.
    """
    _refuse_inexact(content)
    text = _dumped(content)
    if unicodedata.is_normalized("NFC", text.decode()):
        return text
    return _dumped(_composed(orjson.loads(text)))


def sha256(content: bytes) -> str:
    """Return the digest in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _dumped(content: Any) -> bytes:
    try:
        return orjson.dumps(content, default=_as_text, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise NotCanonicalError(str(error)) from error


def _as_text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise NotCanonicalError(type(value).__name__)


def _refuse_inexact(content: Any) -> None:
    """A pile, and no calls within calls, so that no depth of a foreign file is too much."""
    pile = [content]
    while pile:
        each = pile.pop()
        if isinstance(each, float):
            raise NotCanonicalError(f"float {each}")
        if isinstance(each, Mapping):
            pile.extend(each.values())
        elif isinstance(each, list | tuple):
            pile.extend(each)


def _composed(content: Any) -> Any:
    """Text is composed one by one: an accent that opens a text must not join what stands before."""
    if isinstance(content, str):
        return unicodedata.normalize("NFC", content)
    if isinstance(content, list):
        return [_composed(each) for each in content]
    if isinstance(content, dict):
        return {_composed(key): _composed(value) for key, value in content.items()}
    return content
