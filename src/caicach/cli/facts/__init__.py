"""`caicach facts`: the versions of the facts in a store."""
