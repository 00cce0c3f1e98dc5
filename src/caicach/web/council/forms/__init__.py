"""The council: forms."""
