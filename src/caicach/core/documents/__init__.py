"""Standards as YAML: every scalar is text, every fault is told with its line."""

from caicach.core.documents.parse import by_line, parse
from caicach.core.documents.shape import Day, Label, Number, Shape, Text, Words
from caicach.core.documents.yaml_text import Document, Loc, read_document

__all__ = [
    "Day",
    "Document",
    "Label",
    "Loc",
    "Number",
    "Shape",
    "Text",
    "Words",
    "by_line",
    "parse",
    "read_document",
]
