"""One cited cable: ``STATE 071143``, ``07 BRASILIA 1868``, ``QUITO 4525-91`` -> year, post, serial.

In: words with one blank or line break between them (``flat_text``). What stands behind the serial, a year,
a date or a remark, is read by ``citation_tails``.
"""

import re
from dataclasses import dataclass, replace

from cableroom.telegram.citation_tails import is_plausible, joined_number, year_behind
from cableroom.telegram.post_spelling import known_post
from cableroom.telegram.posts import find_post
from cableroom.telegram.reference_id import full_year

# Year in front: "07 ", "2005", "09", "10-", "'05 ", "(01) ", "07/"; the letter O for a zero happens.
_YEAR = r"(?:['’(]?(?P<year>(?:19|20)[0-9]{2}|[0-9O][0-9])\)?[\s/-]{0,2})?"
# Up to five words of a post's name, with what stands before it (AMEMBASSY, US MISSION).
_POST = r"(?P<post>[A-Za-z][A-Za-z0'’.-]*(?:\s[A-Za-z][A-Za-z0'’.-]*){0,4}?)"
# Between post and serial: a year ("STATE (01) 201265", "MEXICO 03-1234"), a label that slipped
# ("KUWAIT (C)02293"), a word for number, a mark.
_JOIN = (
    r"(?:\s?\((?P<between>(?:19|20)[0-9]{2}|[0-9]{2})\)\s?|\s['’]?(?P<inside>(?:19|20)?[0-9]{2})[\s/-](?=[0-9]{3})"
    r"|\s?\([A-Z]\)\s?|\s(?:CABLES?|Cables?|TELEGRAMS?|TELS?|MSG|MESSAGE|NOS?|NRS?|NUMBER|SERIAL)\b\.?:?\s?#?"
    r"|\s?[,:#./-]\s?#?|\s#?)"
)
_SERIAL = r"(?P<serial>(?:[0-9O]|(?<=[0-9])[Il](?=[0-9])){1,8})(?![0-9A-Za-z])"
_CITED = re.compile(f"{_YEAR}{_POST}{_JOIN}{_SERIAL}")
# "HK05511", "09CAIRO0561".
_GLUED = re.compile(rf"{_YEAR}(?P<post>[A-Z]{{2,17}})(?P<between>)(?P<inside>){_SERIAL}")
# "377 KATHMANDU".
_SERIAL_FIRST = re.compile(
    r"(?P<serial>[0-9]{3,6})\s(?P<post>[A-Z][A-Z'.-]+(?:\s[A-Z][A-Z'.-]+){0,3})(?=$|\s?[,;.()&/])"
)
# "EMBTEL 123": a telegram named by who sent it to whom. The word, and whose it is.
_RELATIVE = re.compile(
    r"(?:(?P<department>DEPTELS?|DEPT|DEPARTMENT)|(?P<embassy>EMBTELS?|EMBASSY)"
    r"|(?P<yours>YOUR(?:TELS?)?|URTELS?)|(?P<ours>OUR(?:TELS?)?|MY(?:TELS?)?))"
    r"\s(?:TELS?\s|CABLE\s|TELEGRAM\s)?(?:NOS?\.?\s|#)?(?P<serial>[0-9]{1,6})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
# Series that are counted apart from those of posts: their numbers are short, and no id is known.
_SERIES = re.compile(
    r"(?:SECTO|TOSEC|DELTO|TODEL|TOPAR|TOAID|AIDTO|TOCOM|COMTO|TOUSI|USITO|POLTO|TOPOL|ECBUS|BUSEC|CIRTEL"
    r"|DEPCIRTEL|CIRCULAR|CONGENTEL|CONTEL|LEGTEL|WHITE HOUSE|WH)S?\s(?:NO\.?\s)?"
    r"(?P<serial>[0-9]{1,6})(?![0-9A-Za-z])"
)
# Words that make a number something else than a cable's serial.
_OTHER_NUMBERS = """
AIRGRAM ANNEX APPENDIX APR ARTICLE AUG BOX CA CFR CHAPTER CIR DEC DIPNOTE DTG E.O. EO EUP FAH FAM FAX FBIS FEB
GMP IIR ITEM JAN JUL JULY JUN JUNE LAW MAR MARCH MAY NO NO. NOTE NOV NR OCT OF OSC PAGE PAGES PARA PARAGRAPH
PARAS PART PL PUBLIC RES RESOLUTION ROOM SECTION SEP SEPT STAT SUITE TAB TD TITLE UNGA UNSC UNSCR USC
"""
_NO_POST = frozenset(_OTHER_NUMBERS.split())
# The words before the number of an airgram: "BANGKOK A-50", "STATE CA-3400".
_AIRGRAMS = frozenset({"A", "CA", "CERP", "OM"})
_AS_DIGITS = str.maketrans("OIl", "011")
_POSSESSIVE = re.compile(r"['’][sS]$")
_FEWEST_DIGITS = 3
_MOST_WORDS = 3
_SHORTEST_WORD = 3
_HIGHEST_SERIAL = 9_999_999


@dataclass(frozen=True, slots=True)
class CitedCable:
    """What a citation says; what it leaves out is None."""

    year: int | None
    """Four digits."""
    post: str | None
    """Short name; None for a post that we do not know."""
    serial: int
    start: int
    end: int
    """Of the citation, in the text that was read."""
    whose: str | None = None
    """Where no post is written: department, embassy, yours, ours."""


def read_cited(
    text: str, position: int = 0, *, year: int | None = None, forgiving: bool = True
) -> CitedCable | None:
    """Return the cable that ``text`` cites at ``position``, or None where something else stands there.

    year: the citing telegram's own, four digits; it tells a year from a second serial.
    forgiving: also slips in the name of the post, and posts that we do not know.
    """
    found = _CITED.match(text, position) or _GLUED.match(text, position)
    cited = _with_post(found, year, forgiving=forgiving) if found else None
    if forgiving and (cited is None or cited.post is None):
        cited = _without_post(text, position) or cited
    if cited is None:
        return None
    behind, end = year_behind(text, cited.end, serial=cited.serial, year=year)
    if behind is not None and _is_citation(text, end):
        return cited  # "STATE 12345 06 BERN 22": the year is that of the next
    if cited.year is not None or behind is None:
        return cited
    return replace(cited, year=behind, end=end)


def is_cited_with_year(text: str, position: int) -> bool:
    """Tell whether a known post with a year before it is cited at ``position``."""
    found = _CITED.match(text, position)
    return found is not None and found["year"] is not None and find_post(found["post"]) is not None


def _is_citation(text: str, end: int) -> bool:
    """Tell whether the two digits before ``end`` are the year of a citation that goes on there."""
    start = end - 2
    return text[end : end + 1].isspace() and text[start:end].isdigit() and is_cited_with_year(text, start)


def read_further(text: str, position: int, before: CitedCable, *, year: int | None) -> tuple[CitedCable, ...]:
    """The cables of which only the serial is written, for ``BRASILIA 2799 AND 2764``, ``KABUL 936/935``.

    position: behind the citation ``before`` and its remarks. A range gives all that it covers.
    """
    number = joined_number(text, position, serial=before.serial)
    if number is None or is_cited_with_year(text, number.start):
        return ()
    start, end = number.start, number.end
    behind, tail = year_behind(text, end, serial=number.serial, year=year)
    if behind is not None:
        end = tail
    last = replace(before, year=behind or before.year, serial=number.serial, start=start, end=end)
    first = before.serial + 1 if number.is_range else number.serial
    between = (replace(before, serial=serial, end=end) for serial in range(first, number.serial))
    return (*between, last)


def _with_post(found: re.Match[str], year: int | None, *, forgiving: bool) -> CitedCable | None:
    words, written = found["post"], found["serial"]
    number = int(written.translate(_AS_DIGITS))
    if not 0 < number <= _HIGHEST_SERIAL:
        return None
    if _names_airgram(found):
        return None
    post = _post(words, forgiving=forgiving)
    if post is None and not (forgiving and _may_be_post(words, written)):
        return None
    stated = found["year"] or found["between"]
    if stated is None and (inside := found["inside"]):
        if not is_plausible(inside, year):
            # "KABUL 12/345" is a list, no year.
            start, end = found.start(), found.end("inside")
            return CitedCable(None, post, int(inside), start, end)
        stated = inside
    return CitedCable(
        full_year(stated.replace("O", "0")) if stated else None, post, number, found.start(), found.end()
    )


def _names_airgram(found: re.Match[str]) -> bool:
    """Tell whether the letters before a number are those of an airgram: "BANGKOK A-50"."""
    joint = found.string[found.end("post") : found.start("serial")]
    return joint == "-" and found["post"].rpartition(" ")[2].upper() in _AIRGRAMS


def _post(words: str, *, forgiving: bool) -> str | None:
    exact = find_post(_POSSESSIVE.sub("", words))
    if exact is not None or not forgiving:
        return exact.short if exact else None
    parts = words.upper().split()
    return known_post(" ".join(parts)) if _NO_POST.isdisjoint(parts) else None


def _without_post(text: str, position: int) -> CitedCable | None:
    """A citation by other means than post and serial."""
    if (found := _SERIAL_FIRST.match(text, position)) is not None:
        post = known_post(found["post"])
        return CitedCable(None, post, int(found["serial"]), *found.span()) if post else None
    found = _RELATIVE.match(text, position) or _SERIES.match(text, position)
    if found is None or not int(found["serial"]):
        return None
    whose = next((name for name, value in found.groupdict().items() if name != "serial" and value), None)
    return CitedCable(None, None, int(found["serial"]), *found.span(), whose=whose)


def _may_be_post(words: str, serial: str) -> bool:
    """Tell whether unknown capitals before a number can be a post that is not in our table."""
    parts = words.split()
    return (
        words.isupper()
        and len(serial) >= _FEWEST_DIGITS
        and len(parts) <= _MOST_WORDS
        and _NO_POST.isdisjoint(parts)
        and all(len(part) >= _SHORTEST_WORD for part in parts)
        and "".join(parts).isalpha()
    )
