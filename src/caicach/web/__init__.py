"""The workspace: where people plan, report and watch; a Django application."""
