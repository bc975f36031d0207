"""Invented cables for the tests of the search, and a generation made of them.

Each stands for something that a query must tell apart; the comments say what.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cableroom.public.editions.generation import DATABASE, Generation

NONCE = "0f" * 32


@dataclass(frozen=True)
class Invented:
    """One cable; its text is made of the parts."""

    reference_id: str
    subject: str
    paragraphs: tuple[str, ...]
    created: str | None = "2007-11-03T05:03:00Z"
    released: str = "2010-11-28"
    origin: str | None = "Embassy Bern"
    classification: str | None = "CONFIDENTIAL"
    tags: tuple[str, ...] = ("PREL",)
    references: tuple[str, ...] = ()
    header: str = ""
    markings: tuple[str | None, ...] = ()
    """Portion mark of each paragraph, as far as they go."""
    more: Mapping[str, object] = field(default_factory=dict)
    """Further fields of the parsed telegram."""
    languages: tuple[str, ...] = ("en",)
    furniture: str = ""
    """A page line, put after the first line of the first paragraph."""

    @property
    def text(self) -> str:
        """The public text."""
        return self._laid_out()[0]

    def telegram(self) -> dict[str, object]:
        """As the column ``telegram`` holds it; only what the search reads."""
        _text, anchors, furniture = self._laid_out()
        paragraphs = [
            {"anchor": anchor, "text": paragraph, "start": start, "end": start + len(paragraph)}
            | {"marking": marking}
            for (anchor, start), paragraph, marking in zip(
                anchors, self.paragraphs, (*self.markings, *[None] * len(self.paragraphs)), strict=False
            )
        ]
        cites = [{"reference_id": name} for name in self.references]
        return {
            "paragraphs": paragraphs,
            "furniture": furniture,
            "references": cites,
            "body_references": [],
            "body_start": 0,
            **self.more,
        }

    @property
    def captions(self) -> tuple[str, ...]:
        """As the row's column has them."""
        captions: Any = self.more.get("captions", ())
        return tuple(captions)

    @property
    def precedence(self) -> str | None:
        """As the row's column has it."""
        return "PRIORITY" if self.reference_id.startswith("07") else None

    @property
    def has(self) -> tuple[str, ...]:
        """As the row's column has it."""
        blocks: Any = self.more.get("blocks", ())
        there = {
            "summary": "summary" in self.more,
            "table": any(block["kind"] == "table" for block in blocks),
            "references": bool(self.references),
        }
        return tuple(name for name, is_there in there.items() if is_there)

    def anchors(self) -> list[tuple[str, int]]:
        """(name, start) of each paragraph."""
        return self._laid_out()[1]

    def _laid_out(self) -> tuple[str, list[tuple[str, int]], list[dict[str, object]]]:
        text = f"{self.header}SUBJECT: {self.subject}\n\n"
        anchors = []
        furniture: list[dict[str, object]] = []
        for number, paragraph in enumerate(self.paragraphs, 1):
            anchors.append((f"p{number}", len(text)))
            body = f"{number}. {paragraph}"
            if self.furniture and number == 1:
                head, _blank, rest = body.partition("\n")
                start = len(text) + len(head) + 1
                furniture.append({"kind": "page", "start": start, "end": start + len(self.furniture)})
                body = f"{head}\n{self.furniture}\n{rest}"
            text += f"{body}\n\n"
        return text, anchors, furniture


CABLES = (
    Invented(
        "66PARIS10",
        "THE OLDEST CABLE",
        ("Nothing of note happened in the harbor.",),
        created="1966-12-31T15:30:00Z",
        released="2011-08-25",
        origin="Embassy Paris",
        classification="LIMITED OFFICIAL USE",
        tags=("FR",),
    ),
    Invented(
        "06ANKARA20",
        "JET VANES AND GYROSCOPES",
        (
            "The jet vane shipment left the harbor on Tuesday.",
            "Gyroscopes and jet vanes were proliferating, said the harbor master.",
            "A vane without a jet is only a vane.",
        ),
        created="2006-05-01T10:00:00Z",
        origin="Embassy Ankara",
        classification="SECRET//NOFORN",
        tags=("PARM", "PREL", "MNUC"),
        markings=("S/NF", "C", "U"),
        references=("66PARIS10", "07STATE152317"),
    ),
    Invented(
        "07BERN881",
        "SWISS CHEESE TALKS",
        (
            "The Swiss minister spoke about cheese and about Iran's purchases.",
            "He met [REDACTED] at the lake; [REDACTED] said nothing.",
            "Iran was mentioned twice: Iran and again Iran.",
        ),
        tags=("PREL", "ETRD", "CLINTON, HILLARY"),
    ),
    Invented(
        "07STATE152317",
        "REQUEST FOR ACTION ON THE AK-47 SHIPMENT",
        (
            "Post should deliver the non-paper. The S/NF annex lists AK-47 rifles.",
            "The Bogotá office reports 1.4(b) reasons.",
        ),
        created="2007-11-03T05:03:00Z",
        released="2010-12-01",
        origin="Secretary of State",
        classification="SECRET",
        tags=("PARM", "PREL", "KNNP"),
        markings=("S",),
        more={
            "to": [{"name": "AMEMBASSY BEIJING"}],
            "info": [{"name": "EU INTEREST COLLECTIVE"}],
            "captions": ["SIPDIS", "NOFORN"],
            "signed_by": "VAN VOORST",
            "summary": "Post should deliver.",
        },
        header="FM SECSTATE WASHDC\nS E C R E T STATE 152317\n",
    ),
    Invented(
        "08TRIPOLI220",
        "A WALK IN THE OLD TOWN",
        ("As STATE 152317 says, posts should act. The colonel's tent stood in the desert.",),
        created="2008-03-04T09:15:00Z",
        released="2010-12-01",
        origin="Embassy Tripoli",
        classification="SECRET",
        tags=("LY", "PREL"),
        markings=("S/REL CHINA",),
        more={
            "to": [{"name": "SECSTATE WASHDC"}],
            "signed_by": "ROE",
            "blocks": [{"kind": "table", "start": 0, "end": 1}],
        },
        references=("07STATE152317",),
        header="REF: STATE 152317\n",
    ),
    Invented(
        "08USUNNEWYORK5",
        "THE COUNCIL MET",
        ("The council voted on resolution 1718 and\nadjourned before the noon recess.",),
        created="2008-03-20T00:00:00Z",
        origin="USUN New York",
        classification="UNCLASSIFIED",
        tags=(),
        furniture="UNCLASSIFIED PAGE 02 OF 03",
    ),
    Invented(
        "09REYKJAVIK1",
        "ICELANDIC NAÏVETÉ AND THE EYJAFJÖLL DISPUTE",
        ("Ministers ran, run and are running; a café in Reykjavík stays open.",),
        languages=(),
        created=None,
        origin=None,
        classification=None,
        tags=("IC",),
    ),
    Invented(
        "09TELAVIV7",
        "UNCLEAR WEATHER",
        ("Snow fell on the harbor. The jets stayed on the ground; no vane moved.",),
        created="2009-01-02T03:04:00Z",
        origin="Embassy Tel Aviv",
        classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        tags=("IS", "PREL"),
    ),
    Invented(
        "10BRASILIA2",
        "GYROSCOPES FOR SALE",
        ("A gyroscope was for sale. The seller wanted money.",),
        languages=("en", "pt"),
        created="2010-02-28T23:59:00Z",
        released="2011-08-25",
        origin="Embassy Brasilia",
        classification="CONFIDENTIAL//NOFORN",
        tags=("BR", "ETRD"),
    ),
)


def write_generation(published: Path, cables: Iterable[Invented], *, number: int = 1) -> Path:
    """Write the database of a generation ``published/00000N`` and return its folder; no index yet."""
    from cableroom.public.editions.models import FacetCount, PublicEdition  # noqa: PLC0415 - needs Django
    from cableroom.public.editions.packing import pack_json, pack_text  # noqa: PLC0415
    from cableroom.public.editions.writing import write_database  # noqa: PLC0415

    cables = sorted(cables, key=lambda cable: cable.reference_id)
    folder = published / f"{number:06}"
    folder.mkdir(parents=True)
    rows = [
        PublicEdition(
            reference_id=cable.reference_id,
            number=1,
            created=cable.created,
            released=cable.released,
            release=1,
            origin=cable.origin,
            classification=cable.classification,
            subject=cable.subject,
            tags=list(cable.tags),
            captions=list(cable.captions),
            precedence=cable.precedence,
            has=list(cable.has),
            languages=list(cable.languages),
            coverage=[],
            stated={},
            text=pack_text(cable.text),
            marks=[],
            telegram=pack_json(cable.telegram()),
            anchors=[list(anchor) for anchor in cable.anchors()],
            nonce=NONCE,
            commitment=NONCE,
        )
        for cable in cables
    ]
    counts = [
        FacetCount(ordinal=ordinal, facet=facet, value=value, label=label, count=count)
        for ordinal, (facet, value, label, count) in enumerate(_counted(cables))
    ]
    write_database(folder / DATABASE, editions=rows, facet_counts=counts)
    return folder


def _counted(cables: Iterable[Invented]) -> list[tuple[str, str, str, int]]:
    from cableroom.public.search.facets import FACETS, in_order  # noqa: PLC0415

    counted = []
    for name, facet in FACETS.items():
        pairs = [pair for cable in cables for pair in facet.value(cable)]
        counted += [(name, *pair, pairs.count(pair)) for pair in in_order(facet, set(pairs))]
    return counted


def point(published: Path, folder: Path) -> None:
    """Let ``published/current`` say ``folder``."""
    link = published / "current.new"
    link.symlink_to(folder.name)
    link.replace(published / "current")


def opened(folder: Path) -> Generation:
    """The generation in ``folder``."""
    return Generation.open(folder)
