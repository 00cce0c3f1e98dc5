"""Index watch: published indices of all provinces over the years."""
