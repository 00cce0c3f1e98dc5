"""Notices: in the application, by e-mail with quiet hours and one digest a day, as a calendar."""
