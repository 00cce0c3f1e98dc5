"""Pages of people, their posts, and of the one who reads."""
