"""Bare WSGI applications for pages.py, run by the same server as the reading room.

``rendered`` gives a cable's page from its template with all that it needs at hand; ``stored``, its bytes.
In: BENCH_PUBLISHED, and BENCH_CABLES, reference ids with commas between.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from viewing import Room, quiet, set_up, template

_PUBLISHED = Path(os.environ["BENCH_PUBLISHED"])
set_up(_PUBLISHED)
_ROOM = Room(_PUBLISHED)
_CONTEXTS = {f"/cable/{name}": _ROOM.context(name) for name in os.environ["BENCH_CABLES"].split(",")}
_TEMPLATE = template()
_PAGES = {path: _TEMPLATE.render(context).encode() for path, context in _CONTEXTS.items()}
quiet()


def rendered(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Render the template."""
    return _sent(_TEMPLATE.render(_CONTEXTS[environ["PATH_INFO"]]).encode(), start_response)


def stored(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Send what is stored."""
    return _sent(_PAGES[environ["PATH_INFO"]], start_response)


def _sent(body: bytes, start_response: Callable[..., object]) -> Iterable[bytes]:
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]
