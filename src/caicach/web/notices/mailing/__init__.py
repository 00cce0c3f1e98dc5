"""E-mail: what is put together, and how it goes out."""
