"""Every dossier judged by every clock, many at a time."""
