"""A new year of an index: read, looked at, judged, accepted, withdrawn."""
