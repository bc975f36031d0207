"""The TAGS table."""

import pytest

from cableroom.telegram.tag_table import KINDS, TAGS, tag_entry

KNOWN = [
    # code, kind, meaning, why this line is here
    ("PREL", "subject", "External Political Relations", "the commonest"),
    ("prel", "subject", "External Political Relations", "case does not matter"),
    ("CH", "geographic", "China", "not Switzerland"),
    ("SZ", "geographic", "Switzerland", "not Swaziland"),
    ("RS", "geographic", "Russia", "not Serbia"),
    ("KS", "geographic", "South Korea", "two letters: no programme"),
    ("KN", "geographic", "North Korea", "two letters: no programme"),
    ("IZ", "geographic", "Iraq", "not IQ"),
    ("KNNP", "program", "Nuclear Non-Proliferation", "four letters, K"),
    ("UN", "organization", "United Nations", "two letters, but no place"),
    ("UNGA/C-6", "organization", "UN General Assembly, Sixth Committee", "not only letters"),
]


@pytest.mark.parametrize(("code", "kind", "meaning", "why"), KNOWN, ids=[row[0] for row in KNOWN])
def test_knows(code: str, kind: str, meaning: str, why: str) -> None:
    entry = tag_entry(code)
    assert entry is not None, why
    assert (entry.kind, entry.meaning) == (kind, meaning), why


@pytest.mark.parametrize("code", ["", "QQQQ", "SIPDIS", "CLINTON, HILLARY"])
def test_does_not_guess(code: str) -> None:
    assert tag_entry(code) is None


def test_kinds_follow_the_shape_of_the_code() -> None:
    for code, entry in TAGS.items():
        assert code == entry.code == code.upper()
        assert entry.kind in KINDS
        assert entry.meaning
        if entry.kind == "geographic":
            assert len(code) == 2
        if entry.kind == "program":
            assert len(code) == 4
            assert code.startswith("K")
        if entry.kind == "subject":
            assert len(code) == 4


def test_years_run_forward() -> None:
    dated = [entry for entry in TAGS.values() if entry.since or entry.until]
    assert len(dated) > 20
    for entry in dated:
        assert entry.since is None or 1973 <= entry.since <= 2010
        assert entry.until is None or 1973 <= entry.until <= 2010
        assert entry.since is None or entry.until is None or entry.since <= entry.until
    soviet = tag_entry("UR")
    assert soviet is not None
    assert (soviet.since, soviet.until) == (None, 1991)
