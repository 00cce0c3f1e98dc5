"""Figures and judgements of a round, read from long tables, wide workbooks and JSON."""

from caicach.files.inputs.codes import CodeBook
from caicach.files.inputs.order import by_place
from caicach.files.inputs.reading import read_content, read_inputs

__all__ = ["CodeBook", "by_place", "read_content", "read_inputs"]
