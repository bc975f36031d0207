"""Addresses as telegrams write them: routing indicators, names of posts in address and reference lines.

In: a post. Out: ``RUEHSW``, ``AMEMBASSY BERN``, ``BERN``. The Department's indicator is its own; the
others are made up in the usual shape.
"""

from functools import cache
from string import ascii_uppercase
from zlib import crc32

from cableroom.specimen import shape
from cableroom.telegram.posts import POSTS, Post

_DEPARTMENT = "RUEHC"

AGENCIES = (
    ("RHEHNSC", "NSC WASHDC"),
    ("RUEAIIA", "CIA WASHDC"),
    ("RUEKJCS", "SECDEF WASHDC"),
    ("RUEATRS", "DEPT OF TREASURY WASHDC"),
    ("RUCPDOC", "USDOC WASHDC"),
    ("RHMFISS", "HQ USEUCOM VAIHINGEN GE"),
    ("RUEAWJA", "DEPT OF JUSTICE WASHDC"),
    ("RHEFDIA", "DIA WASHDC"),
)
"""Routing indicator and name of the usual readers outside the Department."""

COLLECTIVES = {
    "europe": ("RUEHZL", "EUROPEAN POLITICAL COLLECTIVE"),
    "balkans": ("RUEHZL", "EUROPEAN POLITICAL COLLECTIVE"),
    "africa": ("RUEHZO", "AFRICAN UNION COLLECTIVE"),
    "levant": ("RUEHEE", "ARAB LEAGUE COLLECTIVE"),
    "gulf": ("RUEHEE", "ARAB LEAGUE COLLECTIVE"),
    "america": ("RUEHWH", "WESTERN HEMISPHERIC AFFAIRS DIPL POSTS"),
    "southeast asia": ("RUEHZS", "ASEAN REGIONAL FORUM COLLECTIVE"),
}
"""Collective address by the end of a region's name."""


@cache
def route(short: str) -> str:
    """The post's routing indicator."""
    return _routes()[short]


@cache
def address(short: str) -> str:
    """How the post is addressed: ``AMEMBASSY TEL AVIV``."""
    post = POSTS[short]
    if short == "STATE":
        return "SECSTATE WASHDC"
    if post.name.startswith("Embassy"):
        return f"AMEMBASSY {_place(post)}"
    if post.name.startswith("Consulate"):
        return f"AMCONSUL {_place(post)}"
    return _ADDRESSES.get(short, short)


@cache
def written(short: str) -> str:
    """How a reference line names the post: ``TEL AVIV``."""
    post = POSTS[short]
    if post.name.startswith(("Embassy", "Consulate")):
        return _place(post)
    return _REFERENCES.get(short, short)


@cache
def neighbors(region: str) -> tuple[str, ...]:
    """Embassies of a region."""
    countries = shape.countries()
    return tuple(
        post.short
        for post in POSTS.values()
        if post.name.startswith("Embassy")
        and post.short in shape.read("shape")["origins"]
        and post.country in countries
        and countries[post.country].region == region
    )


# Departments that are addressed and send nothing here.
_READERS = ("SECDEF", "USDAFAS", "USDOC")
_ADDRESSES = {
    "AITTAIPEI": "AIT TAIPEI",
    "ALMATY": "USOFFICE ALMATY",
    "BASRAH": "REO BASRAH",
    "CDGENEVA": "CD GENEVA",
    "CHARLESTON": "FSC CHARLESTON",
    "FESTTWO": "FEST TWO",
    "FSINFATC": "FSI NFATC",
    "GENEVA": "USMISSION GENEVA",
    "HAVANA": "USINT HAVANA",
    "HILLAH": "REO HILLAH",
    "IRANRPODUBAI": "IRAN RPO DUBAI",
    "KIRKUK": "REO KIRKUK",
    "MOSUL": "REO MOSUL",
    "PARTO": "USDEL SECRETARY",
    "RPODUBAI": "RPO DUBAI",
    "UNESCOPARISFR": "PARISFR",
    "UNROME": "USUN ROME",
    "UNVIEVIENNA": "USMISSION UNVIE VIENNA",
    "USEUBRUSSELS": "USEU BRUSSELS",
    "USNATO": "USMISSION USNATO",
    "USOSCE": "USMISSION USOSCE",
    "USTRGENEVA": "USTR GENEVA",
    "USUNNEWYORK": "USMISSION USUN NEW YORK",
}
_REFERENCES = {"USUNNEWYORK": "USUN NEW YORK", "USEUBRUSSELS": "USEU BRUSSELS", "AITTAIPEI": "TAIPEI"}


def _place(post: Post) -> str:
    return post.name.split(" ", 1)[1].upper()


@cache
def _routes() -> dict[str, str]:
    given = {"STATE": _DEPARTMENT}
    taken = {
        _DEPARTMENT,
        *(route for route, _name in AGENCIES),
        *(route for route, _name in COLLECTIVES.values()),
    }
    for short in sorted((*shape.senders(), *_READERS)):
        attempt = 0
        while short not in given:
            mixed = crc32(f"{short} {attempt}".encode())
            indicator = "RUEH" + ascii_uppercase[mixed % 26] + ascii_uppercase[mixed // 26 % 26]
            if indicator not in taken:
                given[short] = indicator
                taken.add(indicator)
            attempt += 1
    return given
