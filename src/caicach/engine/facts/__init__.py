"""Versioned facts: Delta tables, their versions, pins and registers."""
