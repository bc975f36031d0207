"""Addresses of 2010 lead to ours where what they name is published, and nowhere else."""

import pytest

from processes import Reader

LEADS = [
    # asked for, sent to, why
    ("/cable/2007/09/07BERN901.html", "/cable/07BERN901", "a cable of the archetype"),
    ("/plusd/cables/07BERN901_a.html", "/cable/07BERN901", "a cable of PlusD"),
    ("/plusd/cables/2007BERN00901_b.html", "/cable/07BERN901", "its spelling of the 1970s"),
    ("/cable/07BERN901_a", "/cable/07BERN901", "PlusD's id alone"),
    ("/reldate/2010-12-01_0.html", "/released/2010-12-01", "a release date"),
    ("/date/2007-09_0.html", "/created/2007-09", "a month of creation"),
    ("/origin/125_0.html", "/origin/embassy-bern", "an origin by its number"),
    ("/tag/PREL_0.html", "/tag/PREL", "a tag"),
    ("/classification/5_0.html", "/classification/unclassified", "a classification by its number"),
    ("/classification/5_7.html", "/classification/unclassified", "a page that we do not have"),
]
NOT_FOUND = [
    "/cable/2007/09/07BERN904.html",
    "/plusd/cables/07BERN904_a.html",
    "/reldate/2031-01-01_0.html",
    "/date/2006-02_0.html",
    "/origin/80_0.html",  # a post that has published nothing
    "/origin/150_0.html",  # a number that moved from one post to another
    "/origin/999999_0.html",
    "/tag/PINR_0.html",
    "/classification/9_0.html",
    "/classification/5_x.html",
]


@pytest.mark.parametrize(("path", "ours", "why"), LEADS, ids=[row[2] for row in LEADS])
def test_leads_to_ours(reader: Reader, path: str, ours: str, why: str) -> None:
    answer = reader.get(path)
    assert answer.status == 308, why
    assert dict(answer.headers)["location"] == ours


@pytest.mark.parametrize("path", NOT_FOUND)
def test_leads_nowhere(reader: Reader, path: str) -> None:
    assert reader.get(path).everything() == reader.get("/nothing-here").everything()
