"""The bench of the scoring round: 3,321 communes by 100 items, and the last evening."""
