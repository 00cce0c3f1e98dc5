"""The council: actions."""
