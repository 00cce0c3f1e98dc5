"""The reference page of indicators: `python -m caicach.core.indicators.reference`."""

import sys
from collections.abc import Iterator
from importlib.resources import files

from caicach.core.documents import read_document
from caicach.core.indicators.condition_text import condition_text
from caicach.core.indicators.indicator import Indicator, Side
from caicach.core.indicators.indicator_set import shipped_sets
from caicach.core.indicators.shelf import load_indicators, shipped_files

HOW_MADE = """\
This page is generated:
`python -m caicach.core.indicators.reference > docs/reference/indicators.md`.
"""
SOURCES = {"reported": "reported", "recalled": "recalled, to be checked", "derived": "our own"}


def reference_page() -> str:
    """Return the page: the grammar, every shipped indicator by theme, the sets that use them."""
    grammar = files("caicach.standards").joinpath("indicators", "README.md").read_text("utf-8")
    return "\n".join([grammar, HOW_MADE, *_themes(), *_sets()])


def _themes() -> Iterator[str]:
    yield "## Shipped indicators\n"
    for path, text in shipped_files():
        yield f"### {_theme(path, text)}\n"
        for indicator in load_indicators().values():
            if indicator.path.startswith(f"{path}:"):
                yield from _section(indicator)


def _theme(path: str, text: str) -> str:
    document, _ = read_document(text, path)
    theme = document.at(("theme",)) if document else None
    return f"{theme['en']} ({theme['vi']})" if isinstance(theme, dict) else path


def _section(indicator: Indicator) -> Iterator[str]:
    label = indicator.label
    yield f"#### `{indicator.id}`\n"
    yield f"{label.text('en')} · {label.vi}\n"
    kind = f"{indicator.kind}, {indicator.unit}"
    yield f"- {kind}; {_better(indicator)}; rows of {_placed(indicator)}"
    yield from _formula(indicator)
    if indicator.kind not in ("count", "percentile") and indicator.empty_denominator != "missing":
        yield f"- an empty denominator reads as {indicator.empty_denominator}"
    if indicator.note:
        yield f"- {indicator.note.text('en')}"
    source = indicator.source
    place = f", {source.place}" if source.place else ""
    yield f"- source: {source.text}{place} ({SOURCES[source.status]})\n"


def _better(indicator: Indicator) -> str:
    if indicator.direction == "none":
        return "neither way is better"
    return f"{indicator.direction} is better"


def _placed(indicator: Indicator) -> str:
    clock = f", clock {indicator.clock}" if indicator.clock else ""
    return f"{indicator.facts} by {indicator.placed_by}{clock}"


def _formula(indicator: Indicator) -> Iterator[str]:
    if where := condition_text(indicator.where):
        yield f"- only where {where}"
    if indicator.column is not None:
        of = f"percentile {indicator.percentile} of" if indicator.percentile else "average of"
        yield f"- {of} {indicator.column}"
    for name, side in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        if side is not None:
            yield f"- {name}: {_side(side)}"


def _side(side: Side) -> str:
    states = ", ".join(side.states)
    return "; ".join(each for each in (states, condition_text(side.where)) if each) or "all"


def _sets() -> Iterator[str]:
    for edition, loaded in shipped_sets().items():
        yield f"## What feeds `{edition}`\n"
        yield "| criterion | indicator |\n|---|---|"
        for code, name in loaded.feeds().items():
            yield f"| {code} | `{name}` |"
        for each in loaded.not_computed:
            yield f"| {each.code} | not computed: {each.why.text('en')} |"
        yield ""


if __name__ == "__main__":
    sys.stdout.write(reference_page())
