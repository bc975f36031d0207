"""Turning pages of a list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from cableroom.public.site.parameters import LAST_PAGE


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands among its neighbours."""

    number: int
    last: int
    first: str
    """Address of the first page."""
    previous: str
    """Address; "" on the first page."""
    next: str
    """Address; "" on the last page."""
    cut: bool
    """Whether there is more than pages may be turned to."""


def paging(path: str, parameters: list[tuple[str, str]], *, number: int, size: int, total: int) -> Paging:
    """Return the place of page ``number`` in a list of ``total`` items, ``size`` on a page.

    path, parameters: the address of the list, without ``page``.
    """
    needed = max(-(-total // size), 1)
    last = min(needed, LAST_PAGE)
    return Paging(
        number=number,
        last=last,
        first=_address(path, parameters, 1),
        previous=_address(path, parameters, number - 1) if 1 < number <= last else "",
        next=_address(path, parameters, number + 1) if number < last else "",
        cut=needed > LAST_PAGE and number == last,
    )


def _address(path: str, parameters: list[tuple[str, str]], number: int) -> str:
    query = urlencode([*parameters, *([("page", str(number))] if number > 1 else [])])
    return f"{path}?{query}" if query else path
