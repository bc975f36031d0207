"""Two invented archives with the same released set and different secrets, made by the real commands."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from boundary.canaries import canary
from processes import SOURCE, World, new_world

# Every named public URL. A new page is added here, or test_no_door_is_forgotten fails.
DOORS = {
    "home": "/",
    "home-json": "/index.json",
    "cable": "/cable/07BERN901",
    "cable-json": "/cable/07BERN901.json",
    "cable-txt": "/cable/07BERN901.txt",
    "related": "/cable/07BERN901/related",
    "related-json": "/cable/07BERN901/related.json",
    "old-cable": "/cable/2007/09/07BERN901.html",
    "old-plusd": "/plusd/cables/07BERN901_a.html",
    "old-list": "/classification/4_0.html",
    "search": "/search?q=cantons",
    "search-json": "/search.json?q=cantons",
    "search-atom": "/search.atom?q=cantons",
    "search-csv": "/search.csv?q=cantons",
    "search-ndjson": "/search.ndjson?q=cantons",
    "search-ris": "/search.ris?q=cantons",
    "search-ids": "/search.ids?q=cantons",
    "batch": "/batch?lines=cantons%0Aharbor",
    "batch-json": "/batch.json?lines=cantons",
    "batch-csv": "/batch.csv?lines=cantons",
    "releases-feed": "/releases.atom",
    "robots": "/robots.txt",
    "asset": "/static/",  # and a name that changes with its bytes
    "released": "/released",
    "released-json": "/released.json",
    "released-value": "/released/2010-11-28",
    "released-value-json": "/released/2010-11-28.json",
    "created": "/created",
    "created-json": "/created.json",
    "created-value": "/created/2007-09",
    "created-value-json": "/created/2007-09.json",
    "origin": "/origin",
    "origin-json": "/origin.json",
    "origin-value": "/origin/embassy-bern",
    "origin-value-json": "/origin/embassy-bern.json",
    "country": "/country",
    "country-json": "/country.json",
    "country-value": "/country/switzerland",
    "country-value-json": "/country/switzerland.json",
    "caption": "/caption",
    "caption-json": "/caption.json",
    "caption-value": "/caption/sipdis",
    "caption-value-json": "/caption/sipdis.json",
    "precedence": "/precedence",
    "precedence-json": "/precedence.json",
    "precedence-value": "/precedence/routine",
    "precedence-value-json": "/precedence/routine.json",
    "has": "/has",
    "has-json": "/has.json",
    "has-value": "/has/references",
    "has-value-json": "/has/references.json",
    "lang": "/lang",
    "lang-json": "/lang.json",
    "lang-value": "/lang/en",
    "lang-value-json": "/lang/en.json",
    "tag": "/tag",
    "tag-json": "/tag.json",
    "tag-value": "/tag/PREL",
    "tag-value-json": "/tag/PREL.json",
    "classification": "/classification",
    "classification-json": "/classification.json",
    "classification-value": "/classification/secret-noforn",
    "classification-value-json": "/classification/secret-noforn.json",
}


@dataclass(frozen=True)
class Invented:
    """A row of an invented ``cables.csv``."""

    reference_id: str
    created: str
    origin: str
    classification: str
    body: str
    header: str = "R 110944Z SEP 07\nFM AMEMBASSY BERN\nTO RUEHC/SECSTATE WASHDC PRIORITY 4460"

    def row(self, identifier: int) -> str:
        """The row in the dialect of ``cables.csv``."""
        fields = (
            str(identifier),
            self.created,
            self.reference_id,
            self.origin,
            self.classification,
            "",
            self.header,
            self.body,
        )
        return ",".join('"' + f.replace("\\", "\\\\").replace('"', '\\"') + '"' for f in fields) + "\n"


def body(post: str, serial: int, *, subject: str, tags: str, refs: str = "", text: str) -> str:
    """An invented telegram body."""
    lines = [f"C O N F I D E N T I A L {post} {serial:06d}", "", "SIPDIS", "", "E.O. 12958: DECL: 09/10/2027"]
    lines += [f"TAGS: {tags}", f"SUBJECT: {subject}", ""]
    lines += [f"REF: {refs}", ""] if refs else []
    lines += ["Classified By: Ambassador Anselm Brandt for reasons 1.4 (b) and (d).", "", text, "BRANDT"]
    return "\n".join(lines)


# Words of the released cables that must be found again: the positive controls.
CONTROLS = {
    place: canary("control", place)
    for place in ("subject", "body", "tag", "origin", "release-title", "notice")
}


TWICE = "".join(
    f"{number}. (U) In round {number} the {fish} quota was discussed by delegates of both sides, who agreed\n"
    f"on {number * 7} thousand tons and on nothing else; inspectors follow in month {number}.\n\n"
    for number, fish in enumerate(("herring", "cod", "mackerel", "capelin", "haddock", "salmon"), start=1)
)
"""Sent under several reference ids, of which some are released and some are held."""


def quota(post: str, serial: int, identifier: str) -> Invented:
    """One of the cables with the text TWICE."""
    text = body(post, serial, subject="HERRING QUOTA", tags="EFIS", refs="07 BERN 901", text=TWICE)
    return Invented(identifier, "1/5/2008 8:00", "Embassy Oslo", "UNCLASSIFIED", text)


def released_cables(secret: str, *, broken: bool) -> list[Invented]:
    """The released set. ``secret`` is struck before release, so its length and words must not matter.

    broken: whether a line end stands inside it.
    """
    in_text = secret.replace(" ", "\n") if broken else secret
    held = "(A) BERN 902, (B) BERN 777777, (C) BERN 901"
    return [
        Invented(
            "07BERN901",
            "9/11/2007 9:44",
            f"Embassy {CONTROLS['origin'].title()}",
            "CONFIDENTIAL",
            body(
                "BERN",
                901,
                subject=f"GLACIER TOLL TALKS {CONTROLS['subject'].upper()} RESUME",
                tags=f"ECON, PREL, {CONTROLS['tag'].upper()}",
                text=f"1. (C) The toll on the {CONTROLS['body']} pass was discussed by both sides.\n\n"
                f"2. (C) {in_text} told the Ambassador in confidence that the cantons would agree in spring\n"
                "and that the tariff would follow in the autumn session of the assembly.\n",
            ),
        ),
        Invented(
            "07BERN903",
            "9/12/2007 10:15",
            "Embassy Bern",
            "SECRET//NOFORN",
            body(
                "BERN",
                903,
                subject=f"SECOND ROUND WITH {secret.upper()}",
                tags="PREL, PGOV",
                refs=held,
                text="1. (C) Summary: The second round went no better than the first. End summary.\n\n"
                f"2. (C) Our contact {secret} (strictly protect) asked for patience (ref A).\n\n"
                "3. (C) The cantons wait for the assembly, which waits for the cantons.\n",
            ),
        ),
        quota("OSLO", 12, "08OSLO12"),
        quota("OSLO", 14, "08OSLO14"),
    ]


def secret_cables(world: str, count: int) -> list[Invented]:
    """Cables that are never released, with a canary in every place, and copies of released ones."""
    cables = [
        Invented(
            "07BERN902",
            "9/11/2007 12:00",
            f"Embassy {canary(world, 'origin').title()}",
            "SECRET",
            body(
                "BERN",
                902,
                subject=f"THE {canary(world, 'subject').upper()} AFFAIR",
                tags=f"PTER, {canary(world, 'tag').upper()}",
                refs="07 BERN 901",
                text=f"1. (S) What {canary(world, 'body')} said must not be known.\n",
            ),
        )
    ]
    cables += [
        Invented(
            f"06LIMA{serial}",
            f"2/3/2006 {serial % 24}:07",
            "Embassy Lima",
            "SECRET",
            body(
                "LIMA",
                serial,
                subject="HELD",
                tags="PINR",
                text=f"1. (S) {canary(world, f'held-{serial}')}.\n",
            ),
        )
        for serial in range(501, 501 + count)
    ]
    return [*cables, *(quota("OSLO", serial, f"08OSLO{serial}") for serial in range(15, 15 + count))]


def make_world(
    home: Path, *, world: str, held: int, source: Path = SOURCE, vault_secret: Path | None = None
) -> World:
    """An archive in which the released set is released, in two batches, and the rest is held.

    world: names its canaries; held: how many further cables it holds unreleased.
    vault_secret: the secret file of the twin, so that the nonces agree.
    """
    made = new_world(home, source=source)
    if vault_secret is not None:
        shutil.copyfile(vault_secret, home / "vault" / "secret")
    secret = (
        f"{canary(world, 'struck-first').title()} {canary(world, 'struck-last').title() * (1 + held % 3)}"
    )
    # The order of arrival differs too, so that the vault's own numbers do.
    held_cables, open_cables = secret_cables(world, held), released_cables(secret, broken=held % 2 == 0)
    arrival = [*held_cables, *open_cables] if held % 2 else [*open_cables, *held_cables]
    folder = home / canary(world, "path")
    folder.mkdir()
    file = folder / f"{canary(world, 'file')}.csv"
    file.write_text("".join(cable.row(n) for n, cable in enumerate(arrival, start=1)), encoding="utf-8")
    stater = canary(world, "stater")
    signers = [canary(world, f"signer-{person}") for person in ("first", "second")]
    made.run_all(
        ["import", str(file)],
        # What is found among all, and what a person says of it, is nobody's business.
        ["copies", "find"],
        ["copies", "confirm" if held % 2 else "refuse", "08OSLO12", "08OSLO14", "--as", stater],
        ["copies", "confirm", "08OSLO12", "08OSLO15", "--as", stater],
        ["fact", "set", "total", "251287", "--by", stater],
        ["fact", "set", "notice", f"Invented {CONTROLS['notice']}", "--by", stater],
        *(["redact", ref, "--text", secret, "--reason", "source"] for ref in ("07BERN901", "07BERN903")),
        *release(
            "1",
            signers,
            f"Batch {CONTROLS['release-title']}",
            "2010-11-28",
            "07BERN901",
            "08OSLO12",
            "08OSLO14",
        ),
        *release("2", signers, "Second batch", "2010-12-01", "07BERN903"),
        ["release", "new", "--title", f"Draft {canary(world, 'draft')}", "--date", "2011-03-03"],
    )
    return made


def release(number: str, signers: list[str], title: str, date: str, *references: str) -> list[list[str]]:
    """The commands that clear ``references`` and put them through the release ``number``."""
    return [
        ["clear", *references],
        ["release", "new", "--title", title, "--date", date],
        ["release", "add", number, *references],
        *(["release", "sign", number, "--as", name] for name in signers),
        ["release", "publish", number],
    ]
