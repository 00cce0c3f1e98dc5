"""What law and office set, as data: read it through `caicach.core`."""
