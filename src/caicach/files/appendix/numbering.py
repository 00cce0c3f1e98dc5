"""Numbers that Word shows but does not store: automatic lists in the code column."""

from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of an automatic list: its format, its text such as `%1.%2`, its start."""

    format: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts automatic lists while a document is read from its beginning."""

    levels: dict[tuple[str, int], ListLevel] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_text(self, paragraph: etree._Element) -> str:
        """Return the number Word shows before `paragraph`; empty when it has none or a bullet."""
        found = paragraph.find(f"{W}pPr/{W}numPr")
        if found is None:
            return ""
        number, depth = _value(found, "numId"), int(_value(found, "ilvl") or 0)
        level = self.levels.get((number, depth))
        if level is None:
            return ""
        count = self._advance(number, depth, level)
        if level.format in ("bullet", "none"):
            return "-" if level.format == "bullet" else ""
        text = level.text
        for above in range(depth + 1):
            shown = self.levels.get((number, above), level)
            text = text.replace(f"%{above + 1}", number_text(count.get(above, 1), shown.format))
        return text

    def _advance(self, number: str, depth: int, level: ListLevel) -> dict[int, int]:
        count = self.counts.setdefault(number, {})
        count[depth] = count.get(depth, level.start - 1) + 1
        for below in [each for each in count if each > depth]:
            del count[below]
        return count


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the lists that `numbering.xml` defines."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {_own(each, "abstractNumId"): each for each in root.findall(f"{W}abstractNum")}
    for instance in root.findall(f"{W}num"):
        definition = abstract.get(_value(instance, "abstractNumId"))
        if definition is None:
            continue
        for level in definition.findall(f"{W}lvl"):
            depth = int(_own(level, "ilvl") or 0)
            key = (_own(instance, "numId"), depth)
            start = _value(level, "start") or "1"
            numbering.levels[key] = ListLevel(
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText"),
                int(start) if start.isdigit() else 1,
            )
    return numbering


def number_text(count: int, number_format: str) -> str:
    """Return `count` in the list's format."""
    if number_format.endswith("Roman"):
        text = roman_text(count)
        return text if number_format == "upperRoman" else text.lower()
    if number_format.endswith("Letter"):
        letter = chr(ord("A") + (count - 1) % 26)
        return letter if number_format == "upperLetter" else letter.lower()
    return str(count)


def roman_text(count: int) -> str:
    """Return `count` in roman capitals."""
    text = ""
    for value, letters in ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text


def _own(element: etree._Element, name: str) -> str:
    return str(element.get(f"{W}{name}") or "")


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else _own(found, "val")
