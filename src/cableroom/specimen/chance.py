"""Odds, in words."""

from random import Random


def likely(share: float, random: Random) -> bool:
    """True in ``share`` (0 to 1) of all cases."""
    return random.random() < share
