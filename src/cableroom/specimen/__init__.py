"""An invented, deterministic corpus of any size."""
