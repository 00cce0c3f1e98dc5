"""All that is read of plans."""
