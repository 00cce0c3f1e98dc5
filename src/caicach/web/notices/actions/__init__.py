"""What changes notices, and how they are sent."""
