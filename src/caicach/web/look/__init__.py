"""How pages look and speak: frame, components, numbers, lists."""
