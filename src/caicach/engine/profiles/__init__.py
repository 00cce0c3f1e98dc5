"""Source profiles: feeds and exports read into the columns of the facts."""
