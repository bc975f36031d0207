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


class SearchUnavailable(CableroomError):
    """The cluster that holds the index did not answer, or not whole; nothing is answered from a part."""

    code = "search-unavailable"
    hint = "see that the nodes of the cluster run and hold every shard; then ask again"


class IndexNotLoaded(CableroomError):
    """The index of a generation could not be loaded into the cluster."""

    code = "index-not-loaded"
    hint = "see the line above, then give the command again: it goes on where it was"


class OpenSearchNotInstalled(CableroomError):
    """A cluster is stated, and the library that speaks to it is not there."""

    code = "opensearch-not-installed"
    hint = "pip install 'cableroom[opensearch]'"


class OpenSearchNotStated(CableroomError):
    """A cluster is needed, and no setting names one."""

    code = "opensearch-not-stated"
    hint = "set CABLEROOM_OPENSEARCH to the addresses of its nodes, see docs/settings.md"
