"""`caicach indicators`: what can be computed, computing it, and the rows behind it."""
