"""Equations typed with Word's equation editor, written out on one line."""

from lxml import etree

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def equation_text(element: etree._Element) -> str:
    """Return an equation as text: a fraction is `(top/bottom)`, a bracket keeps its sign."""
    tag = element.tag
    if tag == f"{MATH}t":
        return element.text or ""
    if tag == f"{MATH}f":
        top, bottom = _part(element, "num"), _part(element, "den")
        return f"({top.strip()}/{bottom.strip()})"
    if tag == f"{MATH}d":
        return f"({''.join(equation_text(each) for each in element.findall(f'{MATH}e'))})"
    return "".join(equation_text(each) for each in element)


def _part(element: etree._Element, name: str) -> str:
    part = element.find(f"{MATH}{name}")
    return "" if part is None else equation_text(part)
