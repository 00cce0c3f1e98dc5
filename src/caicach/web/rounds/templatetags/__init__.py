"""Tags and filters of rounds."""
