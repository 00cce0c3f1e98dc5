"""The council: queries."""
