"""What stands behind a cited cable: its year or date, further serials, paragraphs, remarks such as NOTAL.

In: words with one blank or line break between them (``flat_text``), and a place in them. Out: what was read,
and where it ends.
"""

import re
from typing import NamedTuple

from cableroom.telegram.reference_id import full_year

_MONTH = (
    r"(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?"
    r"|NOV(?:EMBER)?|DEC(?:EMBER)?)\.?"
)
# A date as letters and cables write it; the year may be left out where a month is named.
_DATE = (
    r"(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?P<y1>(?:19|20)?[0-9]{2})|(?P<y2>(?:19|20)[0-9]{2})[/-][0-9]{1,2}[/-][0-9]{1,2}"
    rf"|[0-9]{{6,7}}\s?[A-Z]?\s?{_MONTH}\s?(?P<y3>(?:19|20)?[0-9]{{2}})?"
    rf"|[0-9]{{1,2}}[\s-]?{_MONTH},?[\s-]?(?P<y4>(?:19|20)?[0-9]{{2}})?"
    rf"|{_MONTH}\s?[0-9]{{1,2}}(?:ST|ND|RD|TH)?(?:,?\s(?P<y5>(?:19|20)[0-9]{{2}}))?"
    rf"|{_MONTH},?\s(?P<y6>(?:19|20)[0-9]{{2}}))(?![0-9A-Za-z])"
)
_DATED = re.compile(
    rf"\s?(?:,\s?)?(?:(?P<open>\()\s?)?(?:(?:DTG|DATED|OF|FROM|ON|SENT|DATE|[ZOPR](?=\s[0-9]))\b:?\s?){{0,2}}{_DATE}(?(open)\s?\))",
    re.IGNORECASE,
)
# "-91", "/08", " (08)", " OF 2006", "(IN 2006)".
_YEAR = re.compile(
    r"\s?\(\s?(?:OF\s|IN\s|FROM\s)?['’]?(?P<enclosed>(?:19|20)[0-9]{2}|[0-9]{2})\s?\)"
    r"|,\s(?P<comma>(?:19|20)[0-9]{2})(?=\s?(?:$|[;.)\n]|\(?[A-Z][.):]))"
    r"|\s(?:OF|IN|FROM)\s(?P<of>(?:19|20)[0-9]{2})(?![0-9A-Za-z])"
    r"|(?P<tight>[-/])(?P<glued>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z/])"
    r"|\s['’]?(?P<blank>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z/)\]-]|\.(?!$))",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\s?(?P<by>,\s?(?:AND\s)?|;\s?(?:AND\s)?|/\s?|&\s?|-|\s-\s|\bAND\s|\bOR\s|\bTHROUGH\s|\bTHRU\s|\bTO\s|\s)"
    r"(?:ALSO\s)?(?:NOS?\.?\s)?#?(?P<serial>[0-9O]{1,8})(?![0-9A-Za-z])(?!/[0-9]{1,2}/|\sFAH?\b|[.)]\s?[A-Za-z(])"
    r"(?=\s?(?:$|[,;.&/()\[-]|\n|(?:AND|OR|THROUGH|THRU|TO|NOTAL|ALL|BOTH|EXDIS|NODIS|SERIES|ET)\b"
    r"|['’]?[0-9]|(?:\(?[A-Z][.):])))",
    re.IGNORECASE,
)
_RANGES = frozenset({"-", "THROUGH", "THRU", "TO"})
_LONGEST_RANGE = 30
_NEAR = 500
_NUMBER = r"[0-9A-Z]{1,3}(?![0-9A-Za-z])"
_REMARK = re.compile(
    r"[\s,;]{0,2}(?:\(\s?)?(?:"
    # Only a part of the cable is meant.
    r"(?:AT\s|SEE\s)?(?:PARAGRAPHS?|PARAS?|SECTIONS?|SECS?|PARTS?|PAGES?|POINTS?|ITEMS?)\b\.?\s?"
    rf"{_NUMBER}(?:(?:\s?[,&/-]\s?(?:AND\s)?|\s(?:AND|THROUGH|THRU|TO|OF)\s)(?:PARAS?\s)?[0-9]{{1,2}}(?![0-9A-Za-z]))"
    r"{0,6}"
    # Who else has it, and what else there is.
    r"|(?:(?:ALL|BOTH)\s)?(?:NOTALS?|NOT\sALL|EXDIS|NODIS|LIMDIS|STADIS|NOFORN|SBU|ROGER CHANNEL|PASSED)\b"
    r"|(?:(?:AND|&)\s)?(?:ALL\s|OTHER\s)?(?:PREVIOUS(?:ES|LY)?|PREV|PRIOR|EARLIER|SUBSEQUENTS?|OTHERS|FOLLOWING"
    r"|PRECEDING|RELATED|ASSOCIATED|REFS\sTHEREIN|REFTELS\sTHEREIN)\b"
    r"(?:\s(?:CABLES?|REPORTING|REPORTS|MESSAGES?|TELEGRAMS?|TELS?|REFTELS?|REFS|TRAFFIC|CORRESPONDENCE|SEPTELS?)\b){0,2}"
    r"|(?:AND\s)?(?:SERIES|ET\.?\s?(?:AL|SEQ)\b|SEPTELS?)\b|(?:SECTO|TOSEC|TODEL|DELTO)\s[0-9]{1,6}(?=\s?\))"
    r"|[SCU]\)|SBU\)|C/NF\)"
    r")(?:\s?[.)])?",
    re.IGNORECASE,
)
_MOST_REMARKS = 6


class JoinedNumber(NamedTuple):
    """A serial without its post, behind another."""

    serial: int
    start: int
    end: int
    is_range: bool
    """All from the serial before it up to this one are meant."""


def is_plausible(digits: str, year: int | None) -> bool:
    """Tell whether ``07``, ``75`` or ``2005`` can be the year of what a telegram of ``year`` cites."""
    stated = full_year(digits)
    if year is None:
        return digits[0] == "0" or 1966 <= stated <= 2010  # noqa: PLR2004 - first and last year of the set
    return 1966 <= stated <= year  # noqa: PLR2004 - the oldest telegrams are of 1966


def year_behind(text: str, position: int, *, serial: int, year: int | None) -> tuple[int | None, int]:
    """Return the year behind a serial, four digits, and where it ends; else None and ``position``."""
    found = _YEAR.match(text, position)
    if found is not None:
        digits = found["enclosed"] or found["of"] or found["glued"] or found["blank"] or found["comma"]
        if _is_year(found, digits, serial, year):
            return full_year(digits), found.end()
    if (found := _DATED.match(text, position)) is not None:
        digits = next((value for name, value in found.groupdict().items() if name != "open" and value), None)
        if digits is not None:
            return full_year(digits), found.end()
    return None, position


def _is_year(found: re.Match[str], digits: str, serial: int, year: int | None) -> bool:
    """Tell a year from a second serial and from the end of a range."""
    if found["enclosed"] or found["of"]:
        return True
    number = int(digits)
    if found["blank"] is not None:
        return is_plausible(digits, year)
    if len(digits) > 2:  # noqa: PLR2004 - written out
        return is_plausible(digits, year) and abs(number - serial) > _NEAR
    if year is not None and year - 1 <= full_year(digits) <= year:
        return True
    # "692/93" is 692 and 693.
    goes_on = number > serial % 100 and (number == serial % 100 + 1 or not is_plausible(digits, year))
    return not goes_on


def joined_number(text: str, position: int, *, serial: int) -> JoinedNumber | None:
    """Return the serial joined to the citation before ``position``: ``AND 2764``, ``/935``, ``-39``."""
    found = _NEXT.match(text, position)
    if found is None:
        return None
    written = found["serial"].upper().replace("O", "0")
    number = int(written)
    by = found["by"].strip().upper()
    if not by and len(written) < 3:  # noqa: PLR2004 - a blank alone joins only what must be a serial
        return None
    if by in ("/", "-") and len(written) < len(str(serial)) and written[0] != "0":
        # The last digits only: 936/7 is 936 and 937.
        whole = serial - serial % 10 ** len(written) + number
        number = whole if whole > serial and len(written) < 3 else number  # noqa: PLR2004 - three are a serial
    is_range = by in _RANGES and serial < number <= serial + _LONGEST_RANGE
    if not number or (by in _RANGES and not is_range and by != "-"):
        return None
    return JoinedNumber(number, found.start("serial"), found.end("serial"), is_range)


def skip_remarks(text: str, position: int) -> int:
    """Where what says nothing but "not to all", "and previous" or "para 4" ends, from ``position`` on."""
    for _ in range(_MOST_REMARKS):
        found = _REMARK.match(text, position) or _DATED.match(text, position)
        if found is None:
            break
        position = found.end()
    return position
