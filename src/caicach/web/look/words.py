"""English words of the interface, compiled from the .po files beside each app."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

WEB = Path(__file__).parents[1]


def catalogues() -> list[Path]:
    """Return the .po files of all apps."""
    return sorted(WEB.glob("*/locale/*/LC_MESSAGES/django.po"))


def compile_words() -> int:
    """Write the .mo file of each catalogue that is newer than its own; return how many."""
    written = 0
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3], abort_invalid=True)
        partial = target.with_suffix(f".{os.getpid()}")
        with partial.open("wb") as content:
            write_mo(content, catalogue)
        partial.replace(target)  # others may be reading, or writing the same
        written += 1
    return written


if __name__ == "__main__":
    compile_words()
