"""What is searched for: the same questions at every size, by kind, as typed and as what they mean."""

# ruff: noqa: SIM905 - a list of words is shorter so

from dataclasses import dataclass
from itertools import pairwise

_RARE = (
    "abshahr akatori balulkani brazzaville bulabulu caldstead chandarkota colombia davit demmanov evergarth "
    "feldlinger fukaniwa galdillar greece gumangwa hamakaze hirvsaari kessworth kostovny lamault lubakazi "
    "malgrad mohrbruck mozambique netherden quilcroft rosfjord timorese wethersworth"
).split()
_COMMON = (
    "minister government parliament ministry cabinet elections percent talks budget department embassy vote "
    "report press account figures money deputy contacts quarrel question promised washington states people "
    "office summary comment offered outside"
).split()
_MIDDLE = (
    "vetting reagents batteries experts silence leaked examination camp patients trucked training contingent "
    "constitution judicial tower warehouse visa census registrar nurses vaccine satellite vessel robbers "
    "houses basin surveyor generals route dockers"
).split()
_PHRASES = (
    "third reading,thinking behind,legal language,line ministries,sensitive contact,customs officer,"
    "drawing conclusions,foreign pressure,main facts,essential point,next room,public hearing,central point,"
    "central complaint,every farmer,market cost,investment seminar,donor money,district hospital,"
    "coalition agreement,hiring hall,speaks fluent,unhurried meeting,constable earns,letters from,"
    "within three,last report,every voter,published nothing,vote slips"
).split(",")
_FIELDS = (
    ("origin", "embassy-ankara"),
    ("origin", "embassy-tokyo"),
    ("origin", "secretary-of-state"),
    ("tag", "PREL"),
    ("tag", "PGOV"),
    ("tag", "EFIS"),
    ("classification", "confidential"),
    ("classification", "secret"),
    ("classification", "unclassified"),
    ("origin", "embassy-paris"),
)
SAME_PARAGRAPH = "same paragraph"
_PREFIX = 4
"""Letters before the star."""
_DATES = ("2009", "2008", "2007-11", "2005", "2006-03", "2004")


@dataclass(frozen=True)
class Question:
    """One query."""

    kind: str
    text: str
    """As typed."""
    words: tuple[str, ...] = ()
    """All of these must be there, or any; of a phrase side by side, of a paragraph in one; or a beginning."""
    field: tuple[str, str] | None = None
    """A facet and its value."""


def _questions() -> list[Question]:
    third = zip(_MIDDLE, _RARE, _COMMON, strict=True)
    return [
        *(Question("rare word", word, (word,)) for word in _RARE),
        *(Question("common word", word, (word,)) for word in _COMMON),
        *(Question("two words", f"{one} {two}", (one, two)) for one, two in pairwise([*_COMMON, _MIDDLE[0]])),
        *(Question("one of three", " OR ".join(words), words) for words in third),
        *(Question("phrase", f'"{phrase}"', tuple(phrase.split())) for phrase in _PHRASES),
        *(Question("prefix", f"{word[:_PREFIX]}*", (word[:_PREFIX],)) for word in _MIDDLE),
        *(
            Question("filtered", f"{word} {name}:{value}", (word,), (name, value))
            for word, (name, value) in zip(_MIDDLE, _FIELDS * 3, strict=True)
        ),
        *(
            Question("dated", f"{word} created:{value}", (word,), ("created", value))
            for word, value in zip(reversed(_COMMON), _DATES * 5, strict=True)
        ),
        *(
            Question(SAME_PARAGRAPH, f"{one} /p {two}", (one, two))
            for one, two in zip(_COMMON, reversed(_COMMON + _MIDDLE), strict=False)
        ),
    ]


QUESTIONS = _questions()
"""30 of each of nine kinds."""
MIXED = tuple(dict.fromkeys(question.kind for question in QUESTIONS if question.kind != SAME_PARAGRAPH))
"""The kinds that are also taken together; what asks two indexes is reported apart."""
