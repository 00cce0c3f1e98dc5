"""The log of events as pages: who did what, and the history of each object."""
