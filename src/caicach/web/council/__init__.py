"""The council of a round: what it discusses, how it votes, what it decides, and its minutes."""
