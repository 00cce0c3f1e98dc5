"""Views of the index watch: pages, pictures, entering a year."""
