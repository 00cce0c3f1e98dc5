"""Words of the register for its pages."""
