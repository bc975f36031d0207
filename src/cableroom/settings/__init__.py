"""Settings of the two processes."""
