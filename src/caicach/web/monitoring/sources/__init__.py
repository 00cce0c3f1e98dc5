"""Where the figures of targets come from: indicators, indices, reports, tasks, other agencies."""
