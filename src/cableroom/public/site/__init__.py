"""The reading room: pages, feeds and their JSON twins."""
