"""Oddities of the opening, from the classification line to the REF lines.

In: a clean cable. Out: an odd one, or None where it lacks the field.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from random import Random
from typing import Final

from cableroom.specimen.cables import SpecimenCable

_TAGS: Final = re.compile(r"^TAGS: ((?:[^\n]+,\n)*[^\n]+)$", re.MULTILINE)
_SUBJECT: Final = re.compile(r"^SUBJECT: [^\n]+(?:\n[^\n]+)*\n", re.MULTILINE)
_BEHIND_SUBJECT: Final = re.compile(r"\n(?=\n(?:REF: |Classified By: |CLASSIFIED BY: |1\. |--))")
_SIGNS: Final = re.compile(r"'|\b(?:AND|and)\b")
_BLANK: Final = re.compile(r"[ \n]")
_BEHIND_LABEL: Final = 1
"""Of the blanks of a SUBJECT, the first that stands between its words."""
_PAGE_LINE: Final = re.compile(r"^[A-Z ]+ [0-9]{8}  001\.2 OF [0-9]{3}$", re.MULTILINE)
_TAGS_LABELS: Final = ("TAGES:", "TAG:", "Tags:", "TAS:", "TABS:", "TGS:", "AGS:", "TAGS;", "TAGS,")
_SUBJECT_LABELS: Final = ("SUBJ:", "SUBJECT", "UBJECT:", "SUBJET:", "Subject:")
_REFERENCE_LABELS: Final = ("REFS:", "Ref(s):", "REFTELS:", "REFTEL:", "Refs:")


def run_tags_together(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """``TAGS: PRELPGOVTU``."""
    codes = [str(tag["code"]) for tag in cable.truth["tags"]]
    if len(codes) < 2:  # noqa: PLR2004 - one alone cannot run together
        return None
    return replace(cable, body=_TAGS.sub(f"TAGS: {''.join(codes)}", cable.body, count=1))


def misspell_tags(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """``TAGES: PREL, PGOV, TU``."""
    return _relabelled(cable, "TAGS:", _TAGS_LABELS, random)


def misspell_subject(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """``SUBJ: ...``; a label without a colon only before capitals."""
    labels = [label for label in _SUBJECT_LABELS if label.endswith(":") or cable.truth["subject"].isupper()]
    return _relabelled(cable, "SUBJECT:", labels, random)


def misspell_references(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """``Ref(s): ...``."""
    return _relabelled(cable, "REF:", _REFERENCE_LABELS, random)


def write_zero_for_o(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """``LAG0S 1512`` in the list of references."""
    places = [
        place
        for place, reference in enumerate(cable.truth["references"])
        if reference["kind"] == "cable"
        and cable.body.count(reference["text"]) == 1
        and re.search("[A-Z]O[A-Z]", reference["text"])
    ]
    if not places:
        return None
    references = list(cable.truth["references"])
    place = random.choice(places)
    text = references[place]["text"]
    odd = re.sub("(?<=[A-Z])O(?=[A-Z])", "0", text, count=1)
    references[place] = {**references[place], "text": odd}
    return replace(
        cable, body=cable.body.replace(text, odd, 1), truth={**cable.truth, "references": references}
    )


def cut_subject(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """Only the first line is left of SUBJECT, with a backslash behind it."""
    found = _SUBJECT.search(cable.body)
    if found is None or found[0].count("\n") == 1:
        return None
    first = found[0].partition("\n")[0]
    body = f"{cable.body[: found.start()]}{first} \\\n{cable.body[found.end() :]}"
    subject = first.removeprefix("SUBJECT: ")
    return replace(cable, body=body, truth={**cable.truth, "subject": subject})


def drop_subject(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """No SUBJECT line."""
    body = _SUBJECT.sub("", cable.body, count=1)
    problems = [{"code": "subject-missing"}]
    return replace(cable, body=body, truth={**cable.truth, "subject": None, "problems": problems})


def leave_entity(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """``TURKEY&#8217;S``, or ``ARMS &amp; MEN``, which a reader takes for the sign it names."""
    found = _SUBJECT.search(cable.body)
    if found is None or not _SIGNS.search(found[0]):
        return None
    subject = _SIGNS.sub(lambda sign: unescape(_entity(sign)), cable.truth["subject"])
    body = cable.body[: found.start()] + _SIGNS.sub(_entity, found[0]) + cable.body[found.end() :]
    return replace(cable, body=body, truth={**cable.truth, "subject": subject})


def _entity(sign: re.Match[str]) -> str:
    return "&#8217;" if sign[0] == "'" else "&amp;"


def join_opening(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """Everything up to SUBJECT on one line, as a page shows it that lost its line ends."""
    found = _BEHIND_SUBJECT.search(cable.body)
    if found is None or cable.truth["attention"]:
        return None
    opening = " ".join(cable.body[: found.start()].split())
    return replace(cable, body=f"{opening}\n{cable.body[found.end() :]}")


def part_subject(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """The head of the second section, within SUBJECT; in a cable that has sections."""
    found, line = _SUBJECT.search(cable.body), _PAGE_LINE.search(cable.body)
    if found is None or line is None:
        return None
    blanks = [blank.start() for blank in _BLANK.finditer(found[0].rstrip())]
    if not blanks[_BEHIND_LABEL:]:
        return None
    # Where the subject is wrapped anyway, or else in its middle.
    at = next((one for one in blanks if found[0][one] == "\n"), blanks[(_BEHIND_LABEL + len(blanks)) // 2])
    parted = f"{found[0][:at]}\n\n{line[0]}\n\n{found[0][at + 1 :]}"
    of_header = [piece for piece in cable.truth["furniture"] if piece["kind"] == "transmission"]
    rest = cable.truth["furniture"][len(of_header) :]
    return replace(
        cable,
        body=cable.body[: found.start()] + parted + cable.body[found.end() :],
        truth={**cable.truth, "furniture": [*of_header, {"kind": "section"}, *rest]},
    )


def _relabelled(
    cable: SpecimenCable, label: str, labels: Sequence[str], random: Random
) -> SpecimenCable | None:
    at = cable.body.find(f"\n{label} ")
    if at < 0:
        return None
    behind = cable.body[at + 1 + len(label) :]
    return replace(cable, body=f"{cable.body[: at + 1]}{random.choice(labels)}{behind}")
