"""Millions of dossiers in whole columns, where the truth of each is not wanted."""

from caicach.engine.generator.bulk.bulk import generate_bulk

__all__ = ["generate_bulk"]
