"""The words of the interface, read from templates and modules, and which of them lack English.

    python -m tools.interface_words [APP …]

prints each app's missing words as entries to fill in for its English catalogue.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

WEB = Path(__file__).parents[1] / "src/caicach/web"
CALLS = {
    f"{kind}{lazy}"
    for kind in ("gettext", "ngettext", "pgettext", "npgettext", "gettext_noop")
    for lazy in ("", "_lazy")
} | {"_"}
LITERAL = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*u?({LITERAL}(?:\s*,\s*u?{LITERAL})*)", re.DOTALL)


class Word(NamedTuple):
    """One text to translate: its key in a catalogue, and where it stands.

    texts: with its plural where it counts.
    """

    context: str | None
    texts: tuple[str, ...]
    where: str

    @property
    def key(self) -> tuple[str | None, str]:
        """Return what a catalogue finds it by."""
        return self.context, self.texts[0]


def words_of(app: Path) -> Iterator[Word]:
    """Yield every text of an app's templates and modules, as often as it stands there."""
    for path in sorted(app.rglob("*")):
        if path.suffix in (".html", ".txt") and "templates" in path.parts:
            yield from words_of_template(path)
        elif path.suffix == ".py" and path.parent.name != "migrations":
            yield from words_of_module(path)


def words_of_template(path: Path) -> Iterator[Word]:
    """Yield the texts of one template."""
    if not settings.configured:
        settings.configure()
    source = templatize(path.read_text("utf-8"), origin=str(path))
    for call in CALL.finditer(source):
        line = source[: call.start()].count("\n") + 1
        texts = ast.literal_eval(f"({call[2]},)")
        yield _word(call[1], texts, f"{_shown(path)}:{line}")


def words_of_module(path: Path) -> Iterator[Word]:
    """Yield the texts of one module that stand in it as literals."""
    with path.open("rb") as source:
        for line, call, texts, _ in extract_python(source, dict.fromkeys(CALLS), (), {}):
            given = texts if isinstance(texts, tuple) else (texts,)
            literal = tuple(text for text in given if isinstance(text, str) and text)
            word = _word(call, literal, f"{_shown(path)}:{line}")
            if word.texts:
                yield word


def apps() -> list[Path]:
    """Return the folders of all apps."""
    return sorted(path.parent for path in WEB.glob("*/__init__.py"))


def catalogue_of(app: Path, language: str = "en") -> Path:
    """Return where an app keeps its words in that language."""
    return app / "locale" / language / "LC_MESSAGES/django.po"


def told_in(path: Path) -> set[tuple[str | None, str]]:
    """Return the keys a catalogue translates; none where there is no such file."""
    if not path.exists():
        return set()
    with path.open("rb") as text:
        entries = [entry for entry in read_po(text) if entry.id and not entry.fuzzy]
    return {
        (entry.context, entry.id if isinstance(entry.id, str) else entry.id[0])
        for entry in entries
        if (entry.string if isinstance(entry.string, str) else all(entry.string))
    }


def missing() -> dict[str, list[Word]]:
    """Return the words without English by app, each once; English of any app counts for all."""
    told = {key for app in apps() for key in told_in(catalogue_of(app))}
    found = {}
    for app in apps():
        words = {word.key: word for word in words_of(app) if word.key not in told}
        found[app.name] = list(words.values())
    return found


def entry_of(word: Word) -> str:
    """Return the lines of a catalogue that wait for the word's English."""
    lines = [f"#: {word.where}"]
    lines += [f"msgctxt {_quoted(word.context)}"] if word.context else []
    lines.append(f"msgid {_quoted(word.texts[0])}")
    if len(word.texts) == 1:
        return "\n".join([*lines, 'msgstr ""', ""])
    lines.append(f"msgid_plural {_quoted(word.texts[1])}")
    return "\n".join([*lines, 'msgstr[0] ""', 'msgstr[1] ""', ""])


def _word(call: str, texts: tuple[str, ...], where: str) -> Word:
    plain = call.removesuffix("_lazy")
    has_context = plain in ("pgettext", "npgettext")
    context, rest = (texts[0], texts[1:]) if has_context else (None, texts)
    counts = plain in ("ngettext", "npgettext")
    return Word(context, rest[: 2 if counts else 1], where)


def _shown(path: Path) -> str:
    return str(path.relative_to(WEB) if path.is_relative_to(WEB) else path)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


if __name__ == "__main__":
    for name, words in missing().items():
        if words and name in (sys.argv[1:] or [name]):
            sys.stdout.write(f"# {name}: {len(words)}\n")
            sys.stdout.write("\n".join(map(entry_of, words)) + "\n")
