"""Tags of pages that show attachments."""
