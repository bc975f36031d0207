"""``cableroom-reader serve`` and ``show``: what is refused, and in which words."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from http import HTTPStatus
from pathlib import Path

import pytest

from cableroom.errors import EXIT_REFUSED, EXIT_USAGE
from processes import World
from reading_room.cables import GLACIER


def failed(room: World, *arguments: str, **variables: str) -> tuple[int, str]:
    """The exit status of a command that should not run long, and what it said of that."""
    done = subprocess.run(
        room.reader_command(*arguments),
        env={**room.environment(), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize("port", ["0", "70000", "-1", "http", "80a", ""])
def test_a_bad_port_is_wrong_usage(room: World, port: str) -> None:
    status, said = failed(room, "serve", "--port", port)
    assert status == EXIT_USAGE
    assert "'--port'" in said


def test_a_taken_port_is_refused(room: World) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, said = failed(room, "serve", "--port", str(port))
    assert status == EXIT_REFUSED
    assert f"address-taken: cannot listen on 127.0.0.1 port {port}" in said
    assert "hint: choose another with --port" in said


def test_a_host_that_is_none_is_refused(room: World) -> None:
    status, said = failed(room, "serve", "--host", "a..b")
    assert status == EXIT_REFUSED
    assert "address-taken" in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CABLEROOM_ORIGIN", "cables.example", "setting-invalid: origin"),
        ("CABLEROOM_ORIGIN", "https://cables.example/path", "setting-invalid: origin"),
        ("CABLEROOM_ORIGIN", "javascript:alert(1)", "setting-invalid: origin"),
        ("CABLEROOM_ORIGIN", "https://a:b@cables.example", "setting-invalid: origin"),
        ("CABLEROOM_ORIGIN", "https://cables.example:99999", "setting-invalid: origin"),
        ("CABLEROOM_OPENSEARCH", "node1:9200", "setting-invalid: opensearch"),
        ("CABLEROOM_OPENSEARCH_NAME", "*", "setting-invalid: opensearch_name"),
        ("CABLEROOM_PRODUCTION", "perhaps", "setting-invalid: production"),
        ("CABLEROOM_ORIGON", "https://cables.example", "setting-unknown: CABLEROOM_ORIGON is no setting"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(room: World, name: str, value: str, said: str) -> None:
    status, message = failed(room, "serve", **{name: value})
    assert status == EXIT_REFUSED
    assert said in message


def test_in_production_an_account_that_could_read_the_vault_does_not_serve(shelf: World) -> None:
    (shelf.home / "vault").mkdir()
    status, said = failed(shelf, "serve", CABLEROOM_PRODUCTION="true")
    assert status == EXIT_REFUSED
    assert "vault-readable" in said


def wait_until_it_answers(port: int) -> None:
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/")
            answer = connection.getresponse()
            answer.read()
        except OSError:
            time.sleep(0.05)
        else:
            assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE
            return
        finally:
            connection.close()
    raise AssertionError("it does not answer")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_closes_cleanly(shelf: World, stop: signal.Signals) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        shelf.reader_command("serve", "--port", str(port)),
        env=shelf.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            wait_until_it_answers(port)
            os.kill(process.pid, stop)
            said, _nothing = process.communicate(timeout=20)
        finally:
            process.kill()
    first, second, *rest = said.splitlines()
    assert "nothing is published in" in first
    assert f"http://127.0.0.1:{port}/" in second
    assert rest == ["the reading room is closed"]
    assert process.returncode == 0


def test_in_a_file_too_each_line_stands_once(shelf: World, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = tmp_path / "said"
    with (
        said.open("wb") as out,
        subprocess.Popen(
            shelf.reader_command("serve", "--port", str(port), "--workers", "2"),
            env=shelf.environment(),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            wait_until_it_answers(port)
            process.terminate()
            process.wait(timeout=20)
        finally:
            process.kill()
    lines = said.read_text().splitlines()
    assert ["nothing" in lines[0], "is open at" in lines[1], *lines[2:]] == [
        True,
        True,
        "the reading room is closed",
    ]


def test_show_prints_the_cable_safely(room: World) -> None:
    said = room.read("show", "07 bern 901")
    assert said.startswith("Reference id:   07BERN901\nSubject:        THE GLACIER TOLL")
    assert said.endswith(f"{GLACIER}\n")
    hostile = room.read("show", "07BERN902")
    assert "␛[31m" in hostile
    for character in "\x07\x0c\x1b\u202e":
        assert character not in hostile


def test_show_json_is_the_twin(room: World) -> None:
    printed = room.read("show", "07BERN902", "--json")
    assert printed.isascii()
    with room.reader() as reader:
        assert json.loads(printed) == json.loads(reader.get("/cable/07BERN902.json").body)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("07BERN904", "cable-not-published: no published cable has this reference id"),
        ("\x1b[31mnonsense", "cable-not-published: no published cable has this reference id"),
        ("05LIMA7", "cable-withdrawn: 05LIMA7 was withdrawn on 2011-01-05: harm"),
    ],
)
def test_show_says_what_is_not_there_and_repeats_nothing(room: World, written: str, said: str) -> None:
    status, message = failed(room, "show", written)
    assert status == EXIT_REFUSED
    assert said in message
    assert "nonsense" not in message


def test_show_without_anything_published(shelf: World) -> None:
    status, message = failed(shelf, "show", "07BERN901")
    assert status == EXIT_REFUSED
    assert "nothing-published" in message
