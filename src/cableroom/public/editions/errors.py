"""What can be wrong with a generation that somebody opens."""

from cableroom.errors import CableroomError


class GenerationMissing(CableroomError):
    """There is no generation at this place (or it was removed a moment ago)."""

    code = "generation-missing"
    hint = "name a folder such as published/000001"


class GenerationOfOtherVersion(CableroomError):
    """The generation was built by another version of cableroom, and has other columns and tables."""

    code = "generation-of-other-version"
    hint = "run `cableroom rebuild`, which makes it anew from the vault"


class GenerationDamaged(CableroomError):
    """A file of the generation cannot be read as what it should be."""

    code = "generation-damaged"
    hint = "run `cableroom-reader verify`, then publish or roll back"
