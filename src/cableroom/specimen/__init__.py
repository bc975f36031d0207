"""An invented, deterministic corpus of any size.

The door: ``cables(count, seed)`` gives one ``SpecimenCable`` after another,
with the text and the truth about it.
"""

from cableroom.specimen.cables import SpecimenCable
from cableroom.specimen.corpus import cables

__all__ = ["SpecimenCable", "cables"]
