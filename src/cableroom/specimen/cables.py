"""One invented cable: text, and the truth about it.

In: a seed, and what is planned of the cable. Out: a ``SpecimenCable``. Nothing in it is real but the
posts, the codes and the shape; every person, place, firm and event is made up.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from math import exp
from random import Random
from typing import Any

from cableroom.specimen import shape
from cableroom.specimen.chance import likely
from cableroom.specimen.composing import Report, compose
from cableroom.specimen.header import write_header
from cableroom.specimen.layout import LINES_PER_PAGE, furniture, heading, with_pages, wrap
from cableroom.specimen.nations import Person, person
from cableroom.specimen.opening import Handling, classification_line, handling, write_opening
from cableroom.specimen.plan import Planned
from cableroom.specimen.routes import written
from cableroom.telegram.posts import POSTS

# Lengths are log-normal, in words of the running text; the lines around it add about 60.
_LENGTH_MEAN, _LENGTH_SPREAD = 6.575, 0.76
_SHORTEST, _LONGEST = 60, 5600
_LONG = 130
_TOUR_YEARS = 3
_UPPER_CASE_BEFORE = 1998
# How compose() is told to name a reference; a sentence may begin with it.
_MENTION = re.compile(r"\b[Rr]ef(?:tel| (A))\b")


@dataclass(frozen=True, slots=True)
class SpecimenCable:
    """An invented cable."""

    number: int
    """1-based place in the corpus."""
    reference_id: str
    """Canonical."""
    created: datetime
    """Aware UTC, minute precision."""
    origin: str
    """As the site writes it: ``Embassy Bern``."""
    classification: str
    """As the site writes it: ``CONFIDENTIAL//NOFORN``."""
    references: tuple[str, ...]
    """Canonical ids of the cables in the REF lines."""
    header: str
    body: str
    truth: dict[str, Any]
    """What a parser must find, under the names of ``Telegram.as_dict()``; and ``marks``."""
    spelled_id: str = ""
    """The reference id as the source misspells it; empty where the source has it right."""
    encoding: str = "utf-8"
    """Of the bytes to be written."""
    oddities: tuple[str, ...] = ()
    """Names from the table in ``specimen/oddities``."""
    companion: "SpecimenCable | None" = None
    """Another cable, whose row the page holds too; or the next section of this one, a row behind it."""

    @property
    def stated_id(self) -> str:
        """The reference id as the source states it."""
        return self.spelled_id or self.reference_id

    @property
    def rows(self) -> "tuple[SpecimenCable, ...]":
        """The cable and its companions."""
        return (self,) if self.companion is None else (self, *self.companion.rows)

    @property
    def text(self) -> str:
        """The telegram as a source gives it: header, blank line, body."""
        return f"{self.header}\n\n{self.body}"


def write(seed: int, planned: Planned) -> SpecimenCable:
    """The cable that was planned; depends on nothing else."""
    random = Random(f"cable {seed} {planned.index}")
    handled = handling(shape.classifications().draw(random), random)
    secret = not handled.classification.startswith("UNCLASSIFIED")
    words = min(_LONGEST, max(_SHORTEST, int(exp(random.gauss(_LENGTH_MEAN, _LENGTH_SPREAD)))))
    signer = _signer(seed, planned)
    several = len(planned.cited) > 1
    report = compose(
        seed,
        planned,
        words,
        protects=secret and planned.chapter == _protecting_chapter(seed, planned),
        instruction=planned.post == "STATE" and likely(0.7, random),
        reference=("ref A" if several else "reftel") if planned.cited else "",
        random=random,
    )
    width = random.choice((62, 64, 65, 66, 68))
    upper = planned.sent_at.year < _UPPER_CASE_BEFORE or likely(0.05, random)
    opening = write_opening(planned, handled, report.topics, report.subject, width, signer, random)
    body, body_truth = _body(report, handled, width, upper=upper, random=random)
    signed = signer.surname.upper()
    lines = [*opening.lines, "", *body, "", signed]
    sections = -(-len(lines) // (2 * LINES_PER_PAGE)) if len(lines) > _LONG and likely(0.7, random) else 1
    lines = with_pages(lines, written(planned.post), planned.serial, sections)
    header = write_header(planned, handled.classification, sections, random)
    return SpecimenCable(
        number=planned.index + 1,
        reference_id=planned.reference_id,
        created=planned.sent_at,
        origin=POSTS[planned.post].name,
        classification=handled.classification,
        references=tuple(cited.reference_id for cited in planned.cited),
        header="\n".join(header.lines),
        body="\n".join([classification_line(planned, handled, sections), *lines]),
        truth={
            "reference_id": planned.reference_id,
            "sent_at": f"{planned.sent_at:%Y-%m-%dT%H:%M:%SZ}",
            **header.truth,
            "sections": sections,
            **opening.truth,
            "body_references": _mentions(report, opening.truth["references"]),
            **body_truth,
            "blocks": [],
            "furniture": [*header.furniture, *furniture(lines)],
            "signed_by": signed,
            "problems": [],
        },
    )


def _body(
    report: Report, handled: Handling, width: int, *, upper: bool, random: Random
) -> tuple[list[str], dict[str, Any]]:
    """The numbered text, and its share of the truth."""
    lines: list[str] = []
    truth: dict[str, Any] = {"summary": None, "comment": None, "headings": [], "paragraphs": []}
    style = random.choice(("ruled", "under", "upper"))
    number = 0
    for part in report.parts:
        if part.role == "heading":
            shown = part.text.upper() if upper else part.text
            truth["headings"].append(
                {"text": shown.upper() if style == "upper" else shown, "before_paragraph": number + 1}
            )
            lines += ["", *heading(shown, width, style=style)]
            continue
        number += 1
        mark = random.choice(handled.portions)
        text = part.text
        if part.role in ("summary", "comment"):
            truth[part.role] = text.upper() if upper else text
            text = _labelled(part.role, text, random)
        points = part.points
        if upper:
            text, points = text.upper(), tuple(point.upper() for point in points)
        portion = f"({mark}) " if mark else ""
        lines += ["", *wrap(f"{number}. {portion}{text}", width)]
        for point in points:
            lines += ["", *wrap(f"-- {point}", width)]
        truth["paragraphs"].append({"number": number, "marking": mark})
    truth["marks"] = [
        {
            "kind": mark.kind,
            "words": mark.words.upper() if upper else mark.words,
            "name": mark.name and (mark.name.upper() if upper else mark.name),
        }
        for mark in report.marks
    ]
    return lines, truth


def _mentions(report: Report, references: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where the running text names a reference: by its letter, or as the only one."""
    listed = {reference["label"]: reference["reference_id"] for reference in references}
    if len(references) == 1:
        listed[None] = references[0]["reference_id"]
    found = [
        mention[1]
        for part in report.parts
        if part.role != "heading"
        for text in (part.text, *part.points)
        for mention in _MENTION.finditer(text)
    ]
    return [{"label": label, "reference_id": listed.get(label)} for label in found]


def _labelled(role: str, text: str, random: Random) -> str:
    label = role.upper() if likely(0.6, random) else role.title()
    end = f"END {role.upper()}" if label.isupper() else f"End {role}"
    return f"{label}:  {text}  {end}."


def _signer(seed: int, planned: Planned) -> Person:
    """Head of the post, for some years the same."""
    return person("anglo", Random(f"head {seed} {planned.post} {planned.sent_at.year // _TOUR_YEARS}"))


def _protecting_chapter(seed: int, planned: Planned) -> int:
    """The one cable of the story in which the observer's name may be protected; -1 in stories without."""
    return Random(f"protect {seed} {planned.story}").choice((0, 0, 1, -1, -1))
