"""Ours beside what was published: differences named, slips found, nothing changed."""

from caicach.core.reconcile.compare import Comparison, Reconciliation, Status, What, reconcile
from caicach.core.reconcile.figures import PublishedFigure
from caicach.core.reconcile.slips import check_published

__all__ = [
    "Comparison",
    "PublishedFigure",
    "Reconciliation",
    "Status",
    "What",
    "check_published",
    "reconcile",
]
