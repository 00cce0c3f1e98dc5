"""Records, versioned facts and indicators, for a laptop or a cluster."""

from caicach.engine.facts import Facts, Store, StoreError

__all__ = ["Facts", "Store", "StoreError"]
