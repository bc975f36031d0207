"""redact, clear, release and fact as a person types them: output, exit status, and no words of a cable."""

import json
import re
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from cableroom.cli.lazy import run
from cableroom.cli.private import cableroom
from cableroom.private.vault.facts import FACTS
from cableroom.private.vault.models import Release
from vault.held import body, hold

TEXT = body("The minister met Anselm Brandt at home.", "Brandt paid.")


@pytest.fixture
def said(home: Path, capsys: pytest.CaptureFixture[str]) -> "Said":
    hold("07BERN901", TEXT)
    hold("07BERN902", body("Anselm Brandt paid."))
    return Said(home, capsys)


class Said:
    """Run commands on one archive, in this process, and keep all that they print."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self.capsys, self.all = home, capsys, ""

    def __call__(self, *arguments: str, status: int = 0) -> str:
        """Return what the command prints on the standard output."""
        with pytest.raises(SystemExit) as left:
            run(cableroom, "cableroom", ["--home", str(self.home), *arguments])
        captured = self.capsys.readouterr()
        self.all += captured.out + captured.err
        assert left.value.code == status, self.all
        return captured.out


def test_words_may_come_by_the_standard_input(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else `ps` shows every account of the machine who is struck, that of the reading room too."""
    strike = ("redact", "07BERN901", "--text", "-", "--reason", "source")
    for given, status in ((b"Anselm Brandt\r\n\n paid \n", 0), (b"\n \n", 64), (b"\xff", 64)):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(given)))
        struck = said(*strike, status=status)
        assert struck.count("1 place struck") == (2 if status == 0 else 0)


def test_from_a_strike_to_two_signatures(said: Said) -> None:
    struck = said("redact", "07 Bern 901", "--text", "anselm brandt", "--reason", "source")
    start = TEXT.index("Anselm")
    assert f"text {start}:{start + 13} of {len(TEXT)}" in struck
    said("redact", "07BERN901", "--span", "origin:8:12", "--reason", "other")
    said("unredact", "07BERN901", "--span", "origin:8:12")

    assert said("clear", "07BERN901", "07BERN902", status=2).startswith("1 cleared, 1 refused")
    assert "07BERN902 at text" in said.all
    accept = ("--accept-leftovers", "public there", "--as", "Ilse Brandt")
    assert said("clear", "--all", *accept) == "1 cleared\n"

    number = said("release", "new", "--title", "First", "--date", "2010-11-28").strip()
    assert said("release", "add", number, "--all-cleared", "--limit", "1") == "1 added; release 1 holds 1\n"
    said("release", "add", number, "07BERN902")
    assert said("release", "sign", number, "--as", "Ilse Keller") == "release 1 has 1 of 2 signatures\n"
    said("release", "sign", number, "--as", "ilse  keller", status=1)
    said("release", "sign", number, "--as", "Tomas Okello")
    shown = json.loads(said("release", "show", number, "--json"))
    assert [one["valid"] for one in shown["signatures"]] == [True, True]
    assert [one["state"] for one in shown["cables"]] == ["in-release", "in-release"]

    said("redact", "07BERN901", "--text", "paid", "--reason", "other")
    assert "signatures are void" in said.all
    assert "(void" in said("release", "show", number)
    said("release", "publish", number, status=1)
    assert Release.objects.get().public_number is None
    assert "anselm" not in said.all.lower()


WRONG = [
    (("redact", "07BERN901", "--text", "Nobody", "--reason", "source"), 1, "words-missing"),
    (("redact", "07BERN901", "--span", "0:99999", "--reason", "source"), 1, "span-invalid"),
    (("redact", "07BERN999", "--text", "x", "--reason", "source"), 1, "cable-unknown"),
    (("redact", "07BERN901", "--text", "x", "--reason", "because"), 64, "--reason"),
    (("redact", "07BERN901", "--text", "x"), 64, "--reason"),
    (("redact", "07BERN901", "--reason", "source"), 64, "either --span or --text"),
    (("redact", "07BERN901", "--span", "5:2", "--reason", "source"), 1, "span-invalid"),
    (("redact", "07BERN901", "--span", "-5:2", "--reason", "source"), 64, "START:END"),
    (("redact", "07BERN901", "--span", "subject:1:2", "--reason", "source"), 64, "START:END"),
    (("redact", "07BERN901", "--span", "1:99999999999999", "--reason", "source"), 64, "START:END"),
    (("unredact", "07BERN901", "--span", "1:2"), 1, "redaction-unknown"),
    (("clear",), 64, "--all"),
    (("clear", "07BERN901", "--all"), 64, "--all"),
    (("clear", "--all", "--as", "Ilse"), 64, "go together"),
    (("release", "new", "--title", "x", "--date", "2010-02-30"), 64, "--date"),
    (("release", "new", "--title", " ", "--date", "2010-02-03"), 1, "title-missing"),
    (("release", "new", "--title", "T", "--date", "1965-12-31"), 1, "date-unlikely"),
    (("release", "new", "--title", "T", "--date", "2999-01-01"), 1, "date-unlikely"),
    (("release", "add", "1", "07BERN901"), 1, "release-unknown"),
    (("release", "add", "one", "07BERN901"), 64, "integer"),
    (("release", "publish", "7"), 1, "release-unknown"),
    (("fact", "set", "total", "many", "--by", "Ilse"), 1, "fact-invalid"),
    (("fact", "set", "colour", "red", "--by", "Ilse"), 64, "colour"),
]


@pytest.mark.parametrize(("arguments", "status", "word"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_what_is_wrong_is_a_sentence(said: Said, arguments: tuple[str, ...], status: int, word: str) -> None:
    said(*arguments, status=status)
    assert word in said.all


def test_what_bars_nothing_is_told_after_publishing(said: Said) -> None:
    hold("07BERN903", body("In answer to our wheat prices and the harvest of next year, Brandt paid."))
    hold("07BERN904", body("Nobody paid.", subject="Wheat prices and the harvest"))
    for number, name in (("1", "07BERN903"), ("2", "07BERN902")):
        said("clear", name)
        said("release", "new", "--title", "One", "--date", "2010-11-28")
        said("release", "add", number, name)
        said("release", "sign", number, "--as", "Ilse Keller")
        said("release", "sign", number, "--as", "Tomas Okello")
        said("release", "publish", number)
    note = "note: 07BERN903 holds the subject of 07BERN904, which is not released\n"
    assert said.all.count(note) == 2
    names = ("--as", "Ilse Keller", "--as", "Tomas Okello")
    said("withdraw", "07BERN902", "--reason", "mistake", *names)
    assert said.all.count(note) == 3


def test_facts_are_stated(said: Said) -> None:
    assert said("fact", "set", "total", "251287", "--by", "Ilse Brandt").startswith("total is 251287")
    assert "next publication" in said.all
    assert json.loads(said("fact", "show", "--json"))["total"]["by"] == "Ilse Brandt"
    help_text = re.sub(r"\s+", " ", said("fact", "set", "--help"))
    assert all(name in help_text for name in FACTS)
