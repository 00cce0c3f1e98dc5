"""My work, the boards of agencies and of the province, search."""
