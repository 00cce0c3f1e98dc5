"""Commands: each a thin call of the parts below."""
