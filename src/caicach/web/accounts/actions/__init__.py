"""All writing of people and posts."""
