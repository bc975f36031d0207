"""Everything in here can see only published generations."""
