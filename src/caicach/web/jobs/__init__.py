"""Work in the background: kept in the database, found again when the machine died."""
