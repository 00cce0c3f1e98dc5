"""`caicach calendar`: days off, checks of calendar files, sums of working days."""
