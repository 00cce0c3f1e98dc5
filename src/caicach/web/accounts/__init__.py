"""People, the posts they hold at agencies, and what a post lets them do."""
