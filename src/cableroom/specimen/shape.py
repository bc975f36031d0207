"""The shape of the corpus, read once from ``data/``: weighted tables to draw from, countries, names.

In: TOML under ``data/``. Out: plain tables. Nothing here is random.
"""

import tomllib
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Any


@dataclass(frozen=True, slots=True)
class Weighted:
    """A table of values to draw from in proportion to their weights."""

    values: tuple[str, ...]
    sums: tuple[float, ...]

    def draw(self, random: Random) -> str:
        """One of the values."""
        return self.values[bisect(self.sums, random.random() * self.sums[-1])]


@dataclass(frozen=True, slots=True)
class Country:
    """A host country."""

    tag: str
    """Geographic tag, ``TU``."""
    adjective: str
    culture: str
    """Key of ``names()``."""
    region: str
    dialling_code: str


@dataclass(frozen=True, slots=True)
class Culture:
    """Of what invented names are put together."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    towns: tuple[str, ...]


def weighted(table: dict[str, float]) -> Weighted:
    """A table to draw from."""
    return Weighted(tuple(table), tuple(accumulate(table.values())))


@cache
def read(name: str) -> dict[str, Any]:
    """The table ``data/NAME.toml``."""
    return tomllib.loads(
        files("cableroom.specimen").joinpath("data", *f"{name}.toml".split("/")).read_text("utf-8")
    )


@cache
def origins() -> Weighted:
    """Short names of posts."""
    return weighted(read("shape")["origins"])


@cache
def senders() -> tuple[str, ...]:
    """Short names of the posts that send cables in the specimen, by the alphabet."""
    return tuple(sorted(read("shape")["origins"]))


@cache
def years() -> Weighted:
    """Years as four digits."""
    return weighted(read("shape")["years"])


@cache
def classifications() -> Weighted:
    """As the page says it: ``CONFIDENTIAL//NOFORN``."""
    return weighted(read("shape")["classifications"])


@cache
def months() -> tuple[float, ...]:
    """Share of the year's cables sent before the end of each month, rising to 1."""
    sums = list(accumulate(read("shape")["months"].values()))
    return tuple(part / sums[-1] for part in sums)


@cache
def countries() -> dict[str, Country]:
    """Every host country by its tag."""
    return {tag: Country(tag, *row) for tag, row in read("countries").items()}


@cache
def names(culture: str) -> Culture:
    """The name parts of ``culture``."""
    row = read("names")[culture]
    return Culture(*(tuple(row[part].split()) for part in ("men", "women", "starts", "ends", "towns")))
