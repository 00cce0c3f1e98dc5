"""Charts of the index watch, declared; each address draws one of them."""
