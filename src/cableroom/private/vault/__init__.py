"""The vault: everything we hold, and what may be done with it."""
