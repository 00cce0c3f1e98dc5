"""The rules of the field: pure Python, no clock, settings, database or network."""
