"""Tags and filters of results."""
