"""Records, versioned facts and indicators, for a laptop or a cluster."""
