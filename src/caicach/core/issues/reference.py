"""The reference page of all issue codes: `python -m caicach.core.issues.reference`."""

import sys
from collections.abc import Iterator
from itertools import groupby

from caicach.core.issues.catalogue import Entry, Words, catalogue

HEAD = """\
# Issue codes

Everything Caicach says about a file, an upload or a figure has one of these codes. A **fault**
stops the work, a **warning** and a **note** do not. `{names}` are filled in. This page is
generated: `python -m caicach.core.issues.reference > docs/reference/issues.md`."""


def reference_page() -> str:
    """Return the page, codes sorted within their domain."""
    entries = sorted(catalogue().items(), key=lambda each: (each[1].domain, each[0]))
    parts = [HEAD]
    for domain, group in groupby(entries, key=lambda each: each[1].domain):
        parts.append(f"\n## {domain.capitalize()}\n")
        parts += [line for code, entry in group for line in _section(code, entry)]
    return "\n".join(parts)


def _section(code: str, entry: Entry) -> Iterator[str]:
    yield f"### {code}\n"
    yield f"*{entry.severity}*\n"
    yield f"- {_line(entry.en)}\n- {_line(entry.vi)}\n"


def _line(words: Words) -> str:
    return f"{words.problem} {words.remedy}".replace("{{", "{").replace("}}", "}")


if __name__ == "__main__":
    sys.stdout.write(reference_page())
