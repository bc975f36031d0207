"""OpenSearch beyond the shared suite: faults are stated, a load goes on, a node may die."""

import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cableroom.public.editions.generation import Generation
from cableroom.public.search.base import Request, Result, SearchIndex
from cableroom.public.search.building import ranked
from cableroom.public.search.engines import open_index
from cableroom.public.search.errors import IndexNotLoaded, SearchUnavailable
from cableroom.public.search.expansion import spelt_out
from cableroom.public.search.opensearch.cluster import Cluster, address_list
from cableroom.public.search.opensearch.fields import cable_fields, mapping, whole
from cableroom.public.search.opensearch.index import OpenSearchIndex
from cableroom.public.search.opensearch.loading import identity, is_loaded, load
from cableroom.public.search.query import parse_query
from search.cases import CASES
from search.cluster import ADDRESSES, connect, loaded
from search.invented import CABLES

if not ADDRESSES:
    pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")
NODES = Path(__file__).resolve().parents[2] / "opensearch"
ORDINALS = dict(enumerate(sorted(cable.reference_id for cable in CABLES)))
QUERIES = ["", "harbor", "iran", '"jet vane"', "tag:PREL", "harbor NEAR/3 the", "a /p the", "gyro*", "zebra"]


def ask(index: SearchIndex, text: str, **more: Any) -> Result:  # noqa: ANN401 - fields of Request
    return index.search(Request(spelt_out(parse_query(text), index.forms), **more))


# Addresses, words, fields: no cluster is needed.

ADDRESS_LISTS = [
    ("http://one:9200", ["http://one:9200"], "one"),
    ("http://one:9200, https://two", ["http://one:9200", "https://two"], "two"),
    ("https://reader:secret@one:9200", ["https://reader:secret@one:9200"], "a name and a password"),
    ("", [], "none"),
]


@pytest.mark.parametrize(("written", "read", "why"), ADDRESS_LISTS, ids=[case[2] for case in ADDRESS_LISTS])
def test_addresses_of_nodes(written: str, read: list[str], why: str) -> None:
    assert address_list(written) == read, why


@pytest.mark.parametrize(
    "wrong", ["one:9200", "ftp://one", "http://", "http://one/path", "http://one?x=1", "http://one:99999"]
)
def test_what_is_no_address_of_a_node(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        address_list(wrong)


def test_a_word_that_lucene_would_cut_or_refuse_stands_there_by_its_digest() -> None:
    assert whole("harbor") == "harbor"
    assert whole("é" * 100) == "é" * 100
    assert len({whole("x" * 101), whole("x" * 102), whole("x" * 40_000)}) == 3
    assert len(whole("\U00010400" * 40_000)) < 100
    assert whole("\ud800").encode()  # half a letter, which no UTF-8 can carry


def test_every_field_of_a_cable_is_in_the_mapping(published: Path) -> None:
    for document, ranks in ranked(Generation.open(published / "current")):
        fields = cable_fields(document, ranks)
        known = mapping({})["properties"]
        assert fields.keys() == known.keys()
        for paragraph in fields["paragraphs"]:
            assert paragraph.keys() == known["paragraphs"]["properties"].keys()


# Faults, by a server that answers what it is told.

Answer = tuple[int, dict[str, Any]]


@contextmanager
def answering(answer: Callable[[str, str], Answer]) -> Iterator[Cluster]:
    """A cluster of one node, which answers each (method, path) with a status and an object."""

    class Node(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, value = answer(self.command, self.path.partition("?")[0])
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_PUT = do_POST = do_DELETE = answer  # noqa: N815 - named by the library

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Node)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Cluster.connect(f"http://127.0.0.1:{server.server_port}", "told")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def found(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of an answer
    whole_answer = {
        "timed_out": False,
        "_shards": {"total": 3, "successful": 3, "failed": 0},
        "hits": {"total": {"value": 0}, "hits": []},
    }
    return whole_answer | more


FAULTS = [
    (found(_shards={"total": 3, "successful": 2, "failed": 1}), 200, "1 of 3 shards", "a shard that failed"),
    (found(_shards={"total": 3, "successful": 2, "failed": 0}), 200, "1 of 3 shards", "a shard left out"),
    (found(timed_out=True), 200, "0 of 3 shards", "a shard that took too long"),
    ({"error": {"type": "search_phase_execution_exception"}}, 503, "did not answer", "no copy of a shard"),
    ({"error": {"type": "parsing_exception"}}, 400, "did not answer", "a query that it does not know"),
    ({}, 404, "no longer has the index", "an index that was removed"),
]


@pytest.mark.parametrize(("answer", "status", "said", "why"), FAULTS, ids=[case[3] for case in FAULTS])
def test_a_part_is_no_answer(answer: dict[str, Any], status: int, said: str, why: str) -> None:
    with answering(lambda _method, _path: (status, answer)) as cluster:
        index = OpenSearchIndex(cluster, 1, lambda _prefix: ())
        with pytest.raises(SearchUnavailable, match=said) as stated:
            ask(index, "harbor", with_facets=False)
    assert "harbor" not in str(stated.value), why


def test_facets_that_would_not_be_exact_are_no_answer() -> None:
    counts = {"tag": {"buckets": [], "sum_other_doc_count": 1, "doc_count_error_upper_bound": 0}}
    with answering(lambda _method, _path: (200, found(aggregations=counts))) as cluster:
        index = OpenSearchIndex(cluster, 1, lambda _prefix: ())
        with pytest.raises(SearchUnavailable, match="the facet tag has more than"):
            ask(index, "harbor")


def test_where_no_node_listens() -> None:
    with answering(lambda _method, _path: (200, {})) as cluster:
        pass
    with pytest.raises(SearchUnavailable, match="no node answers"):
        ask(OpenSearchIndex(cluster, 1, lambda _prefix: ()), "harbor")


def test_the_index_in_the_folder_answers_until_the_cluster_is_loaded(published: Path) -> None:
    generation = Generation.open(published / "current")
    with answering(lambda _method, _path: (404, {})) as cluster:
        index = open_index(generation, cluster)
        assert ask(index, "harbor") == ask(open_index(generation, None), "harbor")


def test_a_busy_node_is_asked_again(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("opensearchpy.helpers.actions.time.sleep", pauses.append)
    busy = [429, 429, 201]
    count = len(CABLES)

    def answer(method: str, path: str) -> Answer:
        if path == "/_bulk":
            status = busy.pop(0)
            return 200, {"items": [{"index": {"_id": str(row), "status": status}} for row in range(count)]}
        if path.endswith("_count"):
            return 200, {"count": count, "_shards": {"failed": 0}}
        return (404, {}) if method == "GET" else (200, found(shards_acknowledged=True))

    with answering(answer) as cluster:
        load(cluster, Generation.open(published / "current"))
    assert (busy, pauses) == ([], [1, 2])


REFUSED = [
    (400, len(CABLES), "the cable in row 0 was refused with 400", "a node that does not take a cable"),
    (201, len(CABLES) - 1, "has 8 of 9 cables", "a cable that is lost"),
]


@pytest.mark.parametrize(("status", "count", "said", "why"), REFUSED, ids=[case[3] for case in REFUSED])
def test_an_index_that_is_not_whole_is_not_used(
    published: Path, status: int, count: int, said: str, why: str
) -> None:
    asked = []

    def answer(method: str, path: str) -> Answer:
        asked.append(path)
        if path == "/_bulk":
            items = [{"index": {"_id": str(row), "status": status}} for row in range(len(CABLES))]
            return 200, {"items": items}
        if path.endswith("_count"):
            return 200, {"count": count, "_shards": {"failed": 0}}
        return (404, {}) if method == "GET" else (200, found(shards_acknowledged=True))

    with answering(answer) as cluster, pytest.raises(IndexNotLoaded, match=said):
        load(cluster, Generation.open(published / "current"))
    assert "/_aliases" not in asked, why


def test_what_was_withdrawn_is_removed_before_a_load_that_may_fail(published: Path) -> None:
    asked = []

    def answer(method: str, path: str) -> Answer:
        asked.append(f"{method} {path}")
        if path == "/cables-told-*/_mapping":
            return 200, {"cables-told-000007": {}}
        return (404, {}) if method == "GET" else (200, found(shards_acknowledged=False))

    with answering(answer) as cluster, pytest.raises(IndexNotLoaded, match="no room"):
        load(cluster, Generation.open(published / "current"))
    assert "DELETE /cables-told-000007" in asked


# The real thing: three nodes.


def test_a_load_that_was_broken_off_goes_on(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = connect("resumed")
    generation = Generation.open(published / "current")
    cluster.send("DELETE", f"/{cluster.index(1)}")
    monkeypatch.setattr("cableroom.public.search.opensearch.loading._CABLES_AT_ONCE", 2)

    def break_off(done: int, _count: int) -> None:
        if done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(cluster, generation, progress=break_off)
    assert not is_loaded(cluster, 1, identity(generation))

    told: list[int] = []
    load(cluster, generation, progress=lambda done, _count: told.append(done))

    assert told == [4, 6, 8, 9]  # the last part that was sent is sent again
    assert is_loaded(cluster, 1, identity(generation))
    assert ask(loaded(cluster, published / "current"), "", limit=100).total == len(CABLES)


def test_the_index_of_a_generation_that_is_gone_is_removed(published: Path) -> None:
    cluster, other = connect("swapped"), connect("swapped-too")
    load(other, Generation.open(published / "current"))
    old = cluster.index(7)
    cluster.send("PUT", f"/{old}", {"aliases": {cluster.alias: {}}})

    load(cluster, Generation.open(published / "current"))

    assert cluster.send("GET", f"/{old}/_mapping") == {}
    assert list(cluster.send("GET", f"/{cluster.alias}/_mapping")) == [cluster.index(1)]
    assert other.send("GET", f"/{other.index(1)}/_mapping")


def test_a_hit_may_lie_beyond_any_window(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = loaded(connect("contract"), published / "current")
    whole_list = ask(index, "", sort="created", limit=100).hits
    best_first = ask(index, "harbor OR the", limit=100).hits
    monkeypatch.setattr("cableroom.public.search.opensearch.index._AT_ONCE", 2)
    assert ask(index, "", sort="created", limit=3, offset=4).hits == whole_list[4:7]
    assert (
        ask(index, "", sort="created", limit=3, offset=2, after=whole_list[1].place).hits == whole_list[4:7]
    )
    assert ask(index, "harbor OR the", limit=3, offset=2).hits == best_first[2:5]
    query = spelt_out(parse_query("harbor OR the"), lambda _prefix: ())
    assert list(index.every(Request(query))) == [hit.ordinal for hit in best_first]


def test_one_node_dies_in_the_middle_of_the_shared_suite(published: Path) -> None:
    cluster, alone = connect("killed"), connect("killed-alone")
    index = loaded(cluster, published / "current", replicas=1)
    without_copies = loaded(alone, published / "current", replicas=0)
    _wait(cluster, nodes=3)
    middle = len(CASES) // 2
    number = _node_with_a_shard(alone)
    for place, case in enumerate(CASES):
        if place == middle:
            os.kill(int((NODES / "made" / f"node-{number}.pid").read_text()), signal.SIGKILL)
        try:
            _finds(index, *case)
        except SearchUnavailable:
            assert place >= middle, "only while the others take over"
    try:
        _wait(cluster, nodes=2)
        for case in CASES:
            _finds(index, *case)
        for text in QUERIES:
            with pytest.raises(SearchUnavailable):
                ask(without_copies, text, limit=100)
    finally:
        subprocess.run([NODES / "nodes.sh", "again", str(number)], check=True)
    _wait(cluster, nodes=3)
    for case in CASES[::10]:
        _finds(without_copies, *case)


def _finds(index: SearchIndex, text: str, expected: str, why: str) -> None:
    result = ask(index, text, limit=100)
    assert sorted(ORDINALS[hit.ordinal] for hit in result.hits) == sorted(expected.split()), why
    assert result.total == sum(result.facets["released"].values()) == len(expected.split())


def _wait(cluster: Cluster, *, nodes: int) -> None:
    """Wait until there are so many nodes, and a copy of each shard of ``cluster`` on them: all, or enough."""
    status = "green" if nodes == 3 else "yellow"
    for name in (cluster.alias, "cables-killed-alone") if nodes == 3 else (cluster.alias,):
        answer = cluster.send(
            "GET",
            f"/_cluster/health/{name}",
            seconds=130,
            wait_for_nodes=str(nodes),
            wait_for_status=status,
            timeout="120s",
        )
        assert answer["timed_out"] is False


def _node_with_a_shard(cluster: Cluster) -> int:
    """The number of a node that has what no other has."""
    shards = cluster.client.transport.perform_request(
        "GET", f"/_cat/shards/{cluster.index(1)}", params={"format": "json"}
    )
    return int(shards[0]["node"].removeprefix("node-"))
