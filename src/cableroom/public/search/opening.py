"""Opening a tantivy index without writing a byte beside it."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tantivy import Index, Searcher

from cableroom.public.search.errors import IndexDamaged

_ATTEMPTS: Final = 200
_PAUSE_SECONDS: Final = 0.005


def open_searcher(folder: Path) -> Searcher:
    """Return a searcher of the index in ``folder``, which may be closed to our writing.

    tantivy makes a lock file beside an index that it opens, which a reader's
    account may not and must not do in a generation.  So it is opened through
    symlinks in a directory of our own; once all files are mapped they have served.
    Raises IndexDamaged ("index-damaged").
    """
    with scratch_folder(Path(tempfile.gettempdir())) as scratch:
        try:
            for file in sorted(folder.iterdir()):
                (scratch / file.name).symlink_to(file.absolute())
            index = Index.open(str(scratch))
            # A generation never changes: no thread need watch for a new commit.
            index.config_reader(reload_policy="manual")
            return index.searcher()
        except (ValueError, OSError) as exc:
            raise IndexDamaged(f"{folder} cannot be opened as a search index") from exc


@contextlib.contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """Make a directory below ``parent`` for an index to be opened or written in, and remove it.

    tantivy starts a thread that looks for commits, which may leave a lock file
    there a moment after we have closed the index: so removal is tried again.
    """
    scratch = Path(tempfile.mkdtemp(prefix="cableroom-index-", dir=parent))
    try:
        yield scratch
    finally:
        for _attempt in range(_ATTEMPTS):
            shutil.rmtree(scratch, ignore_errors=True)
            if not scratch.exists():
                break
            time.sleep(_PAUSE_SECONDS)
