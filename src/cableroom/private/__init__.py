"""Everything in here may see the vault. The public process cannot import it (settings/wall.py)."""
