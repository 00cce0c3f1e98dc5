"""My work: what one person has to do, what is at risk, what waits for others."""
