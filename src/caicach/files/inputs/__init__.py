"""Figures and judgements of a round, read from long tables, wide workbooks and JSON."""

from caicach.files.inputs.reading import read_inputs

__all__ = ["read_inputs"]
