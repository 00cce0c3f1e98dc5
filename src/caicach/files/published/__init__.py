"""Published results read as printed, in the long form or as a ranking table."""

from caicach.files.published.index_year import read_index_year
from caicach.files.published.printed import Scope
from caicach.files.published.reading import read_published

__all__ = ["Scope", "read_index_year", "read_published"]
