"""Working days: which days an office works, and sums over them."""
