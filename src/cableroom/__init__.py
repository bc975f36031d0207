"""Cableroom: import, review, redact, release, publish and search an archive of cables.

The folders are named by side; ``docs/map.md`` tells the way of a cable through them.
"""

__version__ = "0.1.0"
