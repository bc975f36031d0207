"""What can go wrong with a search index or the folder of generations."""

from cableroom.errors import CableroomError


class NothingPublished(CableroomError):
    """There is no generation to read: the first release is still to come, or the folder is wrong."""

    code = "nothing-published"
    hint = "publish a release, or name the folder with --published or CABLEROOM_PUBLISHED"


class IndexDamaged(CableroomError):
    """A search index cannot be opened."""

    code = "index-damaged"
    hint = "run `cableroom-reader verify`, then publish or roll back"


class IndexNotBuilt(CableroomError):
    """A search index could not be written."""

    code = "index-not-built"
    hint = "see the line above; the old generation is still the one served"


class TooManySegments(CableroomError):
    """An index has more parts than one merge would leave alone, so its bytes would depend on chance."""

    code = "index-too-many-segments"
    hint = "raise HEAP_OF_TEXT in public/search/building.py: more words need more memory"
