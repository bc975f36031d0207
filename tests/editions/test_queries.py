"""What can be asked of a generation."""

from cableroom.public.editions import queries
from cableroom.public.editions.queries import Fact, Grave, Release
from editions.rows import Publisher, row, rows


def test_an_edition_comes_back_whole(build: Publisher) -> None:
    text = "1. [REDACTED] said nothing.\n2. Ärger über Zölle.\n"
    generation = build(row("07BERN881", text))

    edition = queries.edition(generation, "07BERN881")

    assert edition is not None
    assert edition.text == text
    assert edition.marks == ((3, 13),)
    assert edition.tags == ("PREL", "SZ")
    assert edition.anchors == (("p1", 0),)
    assert edition.telegram["body_start"] == 0
    assert (edition.ordinal, edition.number, edition.release) == (0, 1, 1)


def test_what_is_not_published_is_nothing(build: Publisher) -> None:
    generation = build(graves=("07BERN9",))
    for reference_id in ("07BERN9", "07BERN884", "", "' OR 1=1 --"):
        assert queries.edition(generation, reference_id) is None


def test_summaries_keep_the_order_asked(build: Publisher) -> None:
    generation = build()
    found = queries.summaries(generation, [2, 0, 99])
    assert [summary.reference_id for summary in found] == ["07BERN883", "07BERN881"]


def test_many_rows_at_once(build: Publisher) -> None:
    generation = build(*rows(10_000, 11_999))
    assert len(queries.summaries(generation, range(2_000))) == 2_000
    everything = {f"07BERN{serial}" for serial in range(9_000, 12_000)}
    assert len(queries.published_ids(generation, everything)) == 2_000


def test_citations_are_between_published_cables_only(build: Publisher) -> None:
    generation = build(
        row("07BERN1", cites=["07BERN2", "07BERN2", "07STATE9", None, "07BERN1"]),
        row("07BERN2", cites=["07BERN1"]),
        row("07BERN3", cites=["07BERN2"]),
    )

    assert [s.reference_id for s in queries.cited_by(generation, "07BERN2")] == ["07BERN1", "07BERN3"]
    assert queries.cited_by(generation, "07STATE9") == []
    assert [(c.source, c.target) for c in queries.citations(generation)] == [
        ("07BERN1", "07BERN2"),
        ("07BERN2", "07BERN1"),
        ("07BERN3", "07BERN2"),
    ]


def test_the_newest_come_first(build: Publisher) -> None:
    generation = build(
        row("07BERN1", release=1, released="2010-11-28"),
        row("07BERN2", release=3, released="2010-12-01"),
        row("07BERN3", release=2, released="2010-12-01"),
        row("07BERN4", release=3, released="2010-12-01"),
    )
    assert [s.reference_id for s in queries.latest(generation, 3)] == ["07BERN2", "07BERN4", "07BERN3"]


def test_releases_tombstones_and_facts(build: Publisher) -> None:
    generation = build(graves=("07BERN8", "07BERN9"))

    assert queries.releases(generation) == [
        Release(2, "2010-12-01", "Second", "Empty", 0),
        Release(1, "2010-11-28", "First", "", 3),
    ]
    assert queries.tombstone(generation, "07BERN9") == Grave("07BERN9", "2010-12-02", "error")
    assert queries.tombstone(generation, "07BERN881") is None
    assert [grave.reference_id for grave in queries.tombstones(generation)] == ["07BERN8", "07BERN9"]
    assert queries.facts(generation) == {"total": Fact("251287", "2010-11-28")}


def test_an_unknown_facet_has_no_values(build: Publisher) -> None:
    generation = build()
    assert queries.facet_counts(generation, "colour") == []
    assert queries.facet_value(generation, "colour", "red") is None
