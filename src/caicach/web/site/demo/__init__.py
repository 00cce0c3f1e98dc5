"""The demonstration: an invented province at work, made by the same actions that people use."""
