"""Pages of plans: what was asked is read, an action is called, the answer is drawn."""
