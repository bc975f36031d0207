"""Why a span is struck (private), and why a cable is withdrawn (public)."""

from typing import Final

REASONS: Final = {
    "source": "a person who spoke in confidence",
    "person": "a private person, or a fact of private life",
    "contact": "a telephone number, an address, an account",
    "minor": "a child",
    "security": "a way to harm people or places",
    "legal": "a court's order or a law",
    "other": "see the journal of the newsroom",
}
"""Reason class of a redaction -> what it means.  Never leaves the vault."""

WITHDRAWAL_REASONS: Final = {
    "harm": "a person could come to harm",
    "mistake": "it was released by mistake",
    "legal": "a court's order or a law",
    "duplicate": "the same cable stands under another reference id",
    "other": "none of these",
}
"""Reason class of a withdrawal -> what the tombstone says."""
