"""The Jinja2 environment of the pages: everything is escaped, and made visible, on its way out."""

from datetime import date
from typing import Any, Final

from jinja2 import Environment, StrictUndefined

from cableroom.public.search.facets import FACETS
from cableroom.public.search.timeline import TO
from cableroom.public.site.addresses import cable_address, value_address
from cableroom.public.site.assets import asset
from cableroom.public.site.markup import marked, set_found_text, set_text, words
from cableroom.visible import visible

_MONTHS: Final = tuple(
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - shorter so
)
_DAY_LENGTH, _MONTH_LENGTH = len("2007-11-03"), len("2007-11")


def environment(**options: Any) -> Environment:  # noqa: ANN401 - Django's own options for Jinja2
    """Return the environment that Django's engine uses."""
    made = Environment(  # noqa: S701 - autoescape is on, and wins over the options
        **{**options, "autoescape": True, "undefined": StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )
    made.filters |= {"thousands": thousands, "day": day, "dates": dates, "moment": moment, "marked": marked}
    made.globals |= {
        "asset": asset,
        "cable_address": cable_address,
        "value_address": value_address,
        "facets": tuple(FACETS.values()),
        "set_found_text": set_found_text,
        "set_text": set_text,
        "words": words,
    }
    return made


def _visible(value: object) -> object:
    # Markup, a subclass, is ours; every other text came from a cable, an editor or a visitor.
    return visible(value) if type(value) is str else value


def thousands(number: object) -> str:
    """``251287`` -> ``251,287``; words stay as they are."""
    text = str(number)
    return f"{int(text):,}" if text.isascii() and text.isdigit() else text


def day(value: str) -> str:
    """``2007-11-03T05:03:00Z`` -> ``3 November 2007``; ``2007-11`` -> ``November 2007``; others stay."""
    text = value[:_DAY_LENGTH]
    if not text[:1].isdigit():
        return value
    try:
        when = date.fromisoformat(f"{text}-01" if len(text) == _MONTH_LENGTH else text)
    except ValueError:
        return value
    month_and_year = f"{_MONTHS[when.month - 1]} {when.year}"
    return f"{when.day} {month_and_year}" if len(text) == _DAY_LENGTH else month_and_year


def dates(value: str) -> str:
    """As ``day``, also of a range: ``2007-10..2007-12`` -> ``October 2007 to December 2007``."""
    first, to, last = value.partition(TO)
    if to and first and last:
        return f"{day(first)} to {day(last)}"
    return f"{day(first)} and later" if first and to else f"until {day(last)}" if to else day(value)


def moment(value: str) -> str:
    """``2007-11-03T05:03:00Z`` -> ``3 November 2007, 05:03 UTC``."""
    clock = value[_DAY_LENGTH + 1 :][:5]
    return f"{day(value)}, {clock} UTC" if clock else day(value)
