"""The style sheets and the sign of the site: read once, named by their content, kept for ever by browsers."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

_ADDRESS: Final = "/static/"
_FOLDER: Final = Path(__file__).parent / "static"
_OF_EVERY_PAGE: Final = "style.css"
_TYPES: Final = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
# The name changes with the content, so the content of a name never does.
_CACHE: Final = "public, max-age=31536000, immutable, no-transform"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages use."""

    address: str
    """With a digest of the content: ``/static/style.0123456789ab.css``."""
    content_type: str
    body: bytes


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    if path.suffix == ".css" and path.name != _OF_EVERY_PAGE:
        # One sheet, so that a page waits for one answer.
        body = path.with_name(_OF_EVERY_PAGE).read_bytes() + body
    name = f"{path.stem}.{hashlib.sha256(body).hexdigest()[:12]}{path.suffix}"
    return Asset(f"{_ADDRESS}{name}", _TYPES[path.suffix], body)


_ASSETS: Final = {path.name: _read(path) for path in sorted(_FOLDER.iterdir()) if path.suffix in _TYPES}
_BY_ADDRESS: Final = {asset.address: asset for asset in _ASSETS.values()}


def asset(name: str) -> str:
    """Return the address of ``style.css``, or of another sheet, in which that one is."""
    return _ASSETS[name].address


def is_asset(path: str) -> bool:
    """Whether a file that pages use stands at ``path``; such a file belongs to no generation."""
    return path in _BY_ADDRESS


def asset_file(request: HttpRequest, name: str) -> HttpResponse:
    """GET /static/<name> : a file that pages use."""
    del request
    if (found := _BY_ADDRESS.get(f"{_ADDRESS}{name}")) is None:
        raise Http404
    answer = HttpResponse(found.body, content_type=found.content_type)
    answer["Cache-Control"] = _CACHE
    return answer
