"""Tags of the log."""
