"""What people fill in: read here, judged by the actions."""
