"""All that can be done with plans, each in one transaction, each in the log."""
