"""Commands that bring records and registers into a store."""
