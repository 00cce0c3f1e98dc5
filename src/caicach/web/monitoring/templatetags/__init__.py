"""Tags of the pages of standings."""
