"""What a search address asks for, and the addresses of what lies beside it.

/search?q=harbor&tag=PREL&not-tag=PARM&created=2007..2009&sort=created&page=2
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from urllib.parse import quote_plus, urlencode

from cableroom.public.search.base import SORTS
from cableroom.public.search.facets import FACETS
from cableroom.public.search.searching import Question
from cableroom.public.search.timeline import TO
from cableroom.public.site.answering import ReaderRequest
from cableroom.public.site.parameters import (
    Behind,
    behind,
    check_dates,
    page_number,
    single,
    sort_order,
)

NOT: Final = "not-"
"""Before the name of a facet: a value that may not be there."""
_MOST_VALUES: Final = 16
"""Of one facet that are looked at; further ones are left out."""
_LONGEST_VALUE: Final = 140
_MOST_OPENED: Final = 20
VIEWS: Final[Mapping[str, Sequence[str]]] = {"copies": ("apart",), "of": ("all",), "list": tuple(FACETS)}
"""Parameter -> what it may be: copies not under one another; counts beside those of all that is published;
one facet with all its values.  Anything else is not looked at."""
Parameters = list[tuple[str, str]]
# As Asked.parameters gives them: a facet's values, then those it may not have; order and views are last.
_PLACES: Final = {
    name: place for place, name in enumerate(("q", *(f"{no}{facet}" for facet in FACETS for no in ("", NOT))))
}


class Around(NamedTuple):
    """An address with one value open: a page links to hundreds of values of the same few facets."""

    before: str
    after: str

    def address(self, value: str) -> str:
        """Return the address with ``value``."""
        return f"{self.before}{quote_plus(value)}{self.after}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search address asks for."""

    question: Question
    number: int = 1
    """Of the page, from 1."""
    behind: Behind | None = None
    """The hit behind which the page begins, where there are more pages than have a number."""
    more: tuple[str, ...] = ()
    """Reference ids of the hits of which more paragraphs are shown, or ``searching.ALL``."""

    view: tuple[tuple[str, str], ...] = ()
    """How the results are shown, of VIEWS: ``(("copies", "apart"),)``."""
    warnings: tuple[str, ...] = ()
    """What of the address was left out."""

    def parameters(self) -> Parameters:
        """Return the address's parameters but which page it is."""
        question = self.question
        asked: Parameters = [("q", question.text)] if question.text else []
        for name in FACETS:
            asked += [(name, value) for value in question.filters.get(name, ())]
            asked += [(f"{NOT}{name}", value) for value in question.excluded.get(name, ())]
        return [*asked, *([("sort", question.sort)] if question.sort != SORTS[0] else []), *self.view]

    def address(self, path: str = "/search") -> str:
        """Return the address of the first page, or of a twin of all of it."""
        # A twin holds all that any view shows.
        parameters = [one for one in self.parameters() if path == "/search" or one not in self.view]
        return f"{path}?{urlencode(parameters)}" if parameters else path

    def is_viewed(self, name: str, value: str) -> bool:
        """Whether the results are shown so."""
        return (name, value) in self.view

    def viewed(self, name: str, value: str = "") -> "Asked":
        """Return the same, shown so; without a value as it is usual."""
        kept = [one for one in self.view if one[0] != name]
        return replace(self, view=(*kept, *([(name, value)] if value else [])))

    def opening(self) -> str:
        """Return the address of this page with more paragraphs of a hit, whose reference id is its end."""
        here = [("page", str(self.number))] if self.number > 1 else []
        if self.behind:
            here = [("after", f"{self.behind.generation}.{self.behind.place}")]
        return f"/search?{urlencode([*self.parameters(), *here, ('more', '')])}"

    def only(self, facet: str, *values: str) -> "Asked":
        """Return the same with ``values`` in place of what is chosen of ``facet``."""
        return self._asking(replace(self.question, filters={**self.question.filters, facet: list(values)}))

    def also(self, facet: str) -> Around:
        """Return the address of the same with one more value of ``facet``, beside what is chosen of it."""
        return self._around(facet)

    def but(self, facet: str) -> Around:
        """Return the address of the same without the cables that have one more value of ``facet``."""
        return self._around(f"{NOT}{facet}")

    def _around(self, name: str) -> Around:
        """The address with one more value of the parameter ``name``, behind those it has."""
        parameters = self.parameters()
        last = len(_PLACES)
        place = sum(_PLACES.get(one, last) <= _PLACES[name] for one, _value in parameters)
        before, after = urlencode([*parameters[:place], (name, "")]), urlencode(parameters[place:])
        return Around(f"/search?{before}", f"&{after}" if after else "")

    def without(self, facet: str, value: str) -> "Asked":
        """Return the same with neither choice nor exclusion of ``value``."""
        filters, excluded = (
            {
                name: [one for one in values if (name, one) != (facet, value)]
                for name, values in chosen.items()
            }
            for chosen in (self.question.filters, self.question.excluded)
        )
        return self._asking(replace(self.question, filters=filters, excluded=excluded))

    def _asking(self, question: Question) -> "Asked":
        """The first page of another question, shown as this one."""
        return Asked(question, view=self.view)


def hit_name(reference_id: str) -> str:
    """Return the name of a hit's place on the page of results."""
    return f"hit-{reference_id}"


def read(request: ReaderRequest) -> Asked:
    """Return what ``request`` asks for. Raises MalformedParameter for a page, sort or date that cannot be."""
    # The first, where somebody wrote several.
    text = next(iter(request.GET.getlist("q")), "")
    question = Question(text, _values(request, ""), _values(request, NOT), sort_order(request))
    more = tuple(request.GET.getlist("more")[:_MOST_OPENED])
    view = tuple(
        (name, value) for name, known in VIEWS.items() for value in known if request.GET.get(name) == value
    )
    return Asked(question, page_number(request), behind(request), more, view, _left_out(request))


def _given(request: ReaderRequest, name: str) -> list[str]:
    """The values of a parameter, each once."""
    return list(dict.fromkeys(value[:_LONGEST_VALUE] for value in request.GET.getlist(name) if value))


def _left_out(request: ReaderRequest) -> tuple[str, ...]:
    names = (f"{prefix}{name}" for name in FACETS for prefix in ("", NOT))
    if any(len(_given(request, name)) > _MOST_VALUES for name in names):
        return (f"Only the first {_MOST_VALUES} values of a filter are used.",)
    return ()


def _values(request: ReaderRequest, prefix: str) -> dict[str, list[str]]:
    found = {}
    for name, facet in FACETS.items():
        values = _given(request, f"{prefix}{name}")[:_MOST_VALUES]
        if values:
            found[name] = [check_dates(value) for value in values] if facet.levels else values
        if facet.levels and not prefix and (span := _span(request, name)):
            found[name] = [span]
    return found


def _span(request: ReaderRequest, name: str) -> str:
    """The range that the form of a timeline asks for: ``created-from=2007&created-to=``; "" where none is."""
    ends = [(single(request, f"{name}-{end}") or "").strip() for end in ("from", "to")]
    return check_dates(TO.join(ends)) if any(ends) else ""
