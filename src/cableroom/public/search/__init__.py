"""Search over one generation."""
