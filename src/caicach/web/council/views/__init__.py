"""The council: views."""
