"""Where each target stands, what December will bring, and the figures that say so."""
