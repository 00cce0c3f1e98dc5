"""What the installation is filled with: by the actions people use, or written at once."""
