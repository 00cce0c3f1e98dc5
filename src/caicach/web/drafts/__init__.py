"""What was typed and not yet saved, kept for the person who typed it."""
