"""The gate: the only code that touches both sides."""
