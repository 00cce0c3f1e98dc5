"""Files and links that show something was done: kept by their content, never deleted."""
