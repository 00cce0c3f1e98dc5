"""Criteria tables of official appendices, Word or Excel, turned into an edition."""

from caicach.files.appendix.imported import Confirm, Imported, Place, Row
from caicach.files.appendix.importer import import_appendix

__all__ = ["Confirm", "Imported", "Place", "Row", "import_appendix"]
