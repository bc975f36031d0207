"""A cable's page from the view, without HTTP, against its template alone with all that it needs at hand.

python bench/rendering.py render FOLDER COUNT
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from figures import Figure, measure
from viewing import Room, quiet, set_up, template

CABLES = 200
ROUNDS = 5


def figures(folder: Path, count: int) -> Iterator[Figure]:
    """Pages of cables from the whole of the generation."""
    published = folder / "home" / "published"
    set_up(published)
    room = Room(published)
    names = room.some(min(count, CABLES))
    contexts = {name: room.context(name) for name in names}
    plain = template()
    quiet()
    ours = bare = 0.0
    size = 0
    for name in names:
        page = room.cable(name).content
        if plain.render(contexts[name]).encode() != page:
            raise RuntimeError(f"the bare template gives another page of {name}")
        size += len(page)
        # In turns, so that what disturbs one disturbs the other.
        times = [(_seconds(room.cable, name), _seconds(plain.render, contexts[name])) for _ in range(ROUNDS)]
        ours += min(view for view, _render in times)
        bare += min(render for _view, render in times)
    against = "its Jinja2 template, context ready"
    yield Figure("render", "cable page", len(names) / ours, "pages/CPU s", len(names) / bare, against)
    yield Figure("render", "mean page", size / len(names), "bytes of HTML")


def _seconds(work: Callable[[Any], object], argument: object) -> float:
    start = time.thread_time()
    work(argument)
    return time.thread_time() - start


if __name__ == "__main__":
    measure({"render": figures})
