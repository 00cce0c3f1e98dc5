"""Indicators as data: what is counted, placed in which period, divided by what."""
