"""Keywords: what can be asked by name and is not counted: ``to:beijing``, ``para:S``, ``ref:07ROME12``.

In goes a published cable, out come its values.  A new keyword is one entry here and a row in docs/search.md.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from cableroom.public.editions.queries import Edition
from cableroom.public.search.base import reference_keys
from cableroom.public.search.slugs import slug
from cableroom.public.search.typed import read_post
from cableroom.telegram.reference_id import parse_reference_id

# To read an id that was written without its year; the year is taken off again.
_SOME_YEAR: Final = 2000


class ParsedId(NamedTuple):
    """A reference id as somebody typed it."""

    post: str
    key: str
    """See ``reference_keys``."""
    has_year: bool


@dataclass(frozen=True, slots=True)
class Keyword:
    """One name that can be asked for."""

    name: str
    label: str
    """In the query echoed in words: ``sent to``."""
    words: tuple[str, ...]
    """Other names in a query."""
    value: Callable[[Edition], list[str]]
    """Values of one cable, each once."""
    read: Callable[[str], str]
    """What somebody typed after ``name:`` -> the value that is meant; "" if none can be."""


def values(edition: Edition, *, cited_by: Sequence[str]) -> dict[str, list[str]]:
    """Keyword -> values under which one cable is found.

    cited_by: canonical ids of the published cables that cite it.
    """
    found = {name: keyword.value(edition) for name, keyword in KEYWORDS.items()}
    found["citedby"] = [key for name in cited_by for key in reference_keys(name)]
    return found


@lru_cache(maxsize=10_000)
def marks(marking: str | None) -> tuple[str, ...]:
    """The values of ``para`` for a portion mark: ``S/REL CHINA`` -> (s-rel-china, s)."""
    whole = slug(marking or "")
    return tuple(dict.fromkeys((whole, whole.partition("-")[0]))) if whole else ()


def _release(edition: Edition) -> list[str]:
    return [str(edition.release)]


def _to(edition: Edition) -> list[str]:
    names = [station["name"] for kind in ("to", "info") for station in edition.telegram.get(kind, ())]
    return _each_once(value for name in names for value in (read_post(name), slug(name)))


def _signed(edition: Edition) -> list[str]:
    signer = slug(edition.telegram.get("signed_by") or "")
    return _each_once((signer, *signer.split("-")))


def _para(edition: Edition) -> list[str]:
    paragraphs = edition.telegram.get("paragraphs", ())
    return _each_once(value for item in paragraphs for value in marks(item.get("marking")))


def _ref(edition: Edition) -> list[str]:
    named = (*edition.telegram.get("references", ()), *edition.telegram.get("body_references", ()))
    ids = (item["reference_id"] for item in named)
    return _each_once(key for name in ids if name for key in reference_keys(name))


def _none(edition: Edition) -> list[str]:
    """What one cable alone cannot say; ``values`` adds it."""
    del edition
    return []


def _each_once(found: Iterable[str]) -> list[str]:
    return [value for value in dict.fromkeys(found) if value]


def _read_number(typed: str) -> str:
    return str(int(typed)) if typed.isascii() and typed.isdigit() else ""


def read_id(typed: str) -> str:
    """A reference id in any spelling, also without its year -> its key; "" for anything else."""
    found = parsed_id(typed)
    return found.key if found is not None else ""


def parsed_id(typed: str) -> ParsedId | None:
    """Return what a reference id in any spelling means, also one without its year; None for anything else."""
    stated = parse_reference_id(typed)
    parsed = stated or parse_reference_id(typed, year=_SOME_YEAR)
    if parsed is None:
        return None
    return ParsedId(parsed.post, reference_keys(str(parsed))[0 if stated else -1], stated is not None)


KEYWORDS: Final[Mapping[str, Keyword]] = MappingProxyType(
    {
        keyword.name: keyword
        for keyword in (
            Keyword("to", "addressed to", ("info", "addressee"), _to, read_post),
            Keyword("signed", "signed by", ("signer",), _signed, slug),
            Keyword("para", "with a paragraph marked", ("portion",), _para, slug),
            Keyword("release", "of release", (), _release, _read_number),
            Keyword("ref", "citing", ("refs", "cites"), _ref, read_id),
            Keyword("citedby", "cited by", ("cited-by",), _none, read_id),
        )
    }
)
"""In the order of the documentation."""


def keyword_named(word: str) -> Keyword | None:
    """The keyword that ``word`` names in a query, by its name or one of its other words."""
    return _BY_WORD.get(word.casefold())


_BY_WORD: Final = {word: keyword for keyword in KEYWORDS.values() for word in (keyword.name, *keyword.words)}
