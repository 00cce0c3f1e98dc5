"""`caicach standards`: the criteria sets that ship, and those of an office."""
