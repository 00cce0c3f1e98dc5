"""The council: templatetags."""
