"""Results, publication, proof, and what comes after."""
