"""Item codes as people type them, matched to the codes of an edition."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from caicach.core.criteria import Edition
from caicach.core.issues import Issue, issue
from caicach.core.rules import Rule
from caicach.files.tables import Cell, clip, text_of


class CodeBook:
    """Finds the item a cell names; `CODE#part` names a part of an item.

    rules: of the items, where they are known.
    """

    def __init__(self, codes: Sequence[str], rules: Mapping[str, Rule | None]) -> None:
        self.exact = frozenset(codes)
        self.rules = rules
        self.loose = _unique({code: _loosened(code) for code in codes})
        self.numeric: dict[Decimal, list[str]] = defaultdict(list)
        for code in codes:
            number = _as_number(code)
            if number is not None:
                self.numeric[number].append(code)

    @classmethod
    def of(cls, edition: Edition) -> "CodeBook":
        """Return the codes of an edition with their rules."""
        rules = {node.code: node.rule for _, node, _ in edition.walk()}
        return cls(list(rules), rules)

    def match(self, cell: Cell, where: str) -> tuple[str, str | None, Issue | None]:
        """Return code, part and a fault; a code the edition lacks is returned as typed.

        A spreadsheet drops the last zero of 1.10 in a number cell; where both 1.1 and 1.10
        exist, no one can tell which was meant.
        """
        if isinstance(cell, Decimal):
            return self._match_number(cell, where)
        if isinstance(cell, date):
            return text_of(cell), None, issue("code-turned-day", where, value=text_of(cell))
        code, hash_, part = unicodedata.normalize("NFC", text_of(cell)).strip().partition("#")
        return self._match_text(code.strip()), part.strip() if hash_ else None, None

    def _match_text(self, text: str) -> str:
        if text in self.exact:
            return text
        return self.loose.get(_loosened(text), text)

    def _match_number(self, number: Decimal, where: str) -> tuple[str, str | None, Issue | None]:
        meant = self.numeric.get(number, [])
        text = f"{number:f}"
        if len(meant) > 1:
            known = ", ".join(meant)
            return text, None, issue("code-as-number", where, value=text, known=known)
        return (meant[0] if meant else text), None, None

    def reads_choice(self, code: str) -> bool:
        """Say whether the item's rule takes an answer in words."""
        rule = self.rules.get(code)
        return rule is not None and "choice" in rule.reads


def _unique(loose: dict[str, str]) -> dict[str, str]:
    """Two codes that differ in case only are never guessed between."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, key in loose.items():
        found[key].append(code)
    return {key: codes[0] for key, codes in found.items() if len(codes) == 1}


def _loosened(text: str) -> str:
    """Case, spaces and a closing stop do not make another code."""
    return clip("".join(text.casefold().split()).rstrip("."))


def _as_number(code: str) -> Decimal | None:
    try:
        number = Decimal(code) if code.isascii() else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
