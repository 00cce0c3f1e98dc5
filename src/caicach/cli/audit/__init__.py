"""`caicach audit`: the log of events proved from outside the workspace."""
