"""The published editions: tables of a generation, and how they are read."""
