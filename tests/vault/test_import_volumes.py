"""A volume of documents comes into the vault: its telegrams stored, the rest counted apart."""

from pathlib import Path

from running import Run
from sources.volumes_made import document, volume

MEMORANDUM = document("Memorandum From Jane Roe to the Secretary of State", number=106)


def test_what_is_no_telegram_is_counted_apart(home: Path, run_cableroom: Run) -> None:
    source = home.parent / "frus1969-76v99.xml"
    data = volume(document(), MEMORANDUM, MEMORANDUM)
    source.write_bytes(data)

    first = run_cableroom("--home", home, "import", source)
    again = run_cableroom("--home", home, "import", source)

    account = "3 cables read = {} stored + {} duplicates + 0 rejected + 2 passed over"
    counted = f"passed over: 2 in {source}: document-no-telegram"
    assert (first.returncode, again.returncode) == (0, 0)
    assert first.stdout.decode().splitlines() == [account.format(1, 0), counted]
    assert again.stdout.decode().splitlines() == [account.format(0, 1), counted]


def test_each_original_is_its_own_element(home: Path, run_cableroom: Run) -> None:
    """A volume of two telegrams is not stored twice, and each comes back byte for byte."""
    second = document("Telegram 77 From the Embassy in Saudi Arabia to the Department of State", number=107)
    source = home.parent / "volume.xml"
    source.write_bytes(volume(document(), second))
    assert run_cableroom("--home", home, "import", source).returncode == 0
    for reference_id, written in (("74JIDDA1192", document()), ("74JIDDA77", second)):
        out = home.parent / reference_id
        assert run_cableroom("--home", home, "export-original", reference_id, out).returncode == 0
        assert out.read_bytes() == written.encode()


def test_parse_and_quality_pass_over_too(home: Path, run_cableroom: Run) -> None:
    source = home.parent / "volume.xml"
    source.write_bytes(volume(document(), MEMORANDUM))
    parsed = run_cableroom("parse", source)
    assert parsed.returncode == 0
    assert b"passed over: " in parsed.stderr
    assert parsed.stdout.count(b"\n") == 1
    quality = run_cableroom("quality", source)
    assert quality.returncode == 0
    assert b"1 passed over: document-no-telegram" in quality.stdout
