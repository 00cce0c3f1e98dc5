"""The workspace under load: a filled province, people walking through it, what the pages take."""
