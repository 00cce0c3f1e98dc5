"""`caicach profiles`: how files of records are read, shown, checked and drafted."""
