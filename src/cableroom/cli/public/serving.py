"""``cableroom-reader serve``: the reading room, under granian."""

import os
import socket
import sys
from pathlib import Path

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from cableroom.public.editions.errors import GenerationOfOtherVersion
from cableroom.public.editions.manifest import check_version
from cableroom.public.site.errors import AddressTaken, VaultReadable
from cableroom.visible import one_line

_APPLICATION = "cableroom.public.site.wsgi:application"
# Enough for a query of 256 characters in any script, percent-encoded, and usual headers.
_MOST_HEADERS = 64 * 1024  # bytes
_SLOWEST_HEADERS = 10_000  # milliseconds
_THREADS = 4  # a long search must not hold up the pages
# A worker that is told to stop while it still starts does not hear it.
_SLOWEST_STOP = 5  # seconds


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Name or address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes; one a core is enough.",
)
@click.pass_obj
def serve_command(published: Path, host: str, port: int, workers: int) -> None:
    """Serve the reading room until Ctrl-C.

    A new generation is picked up without a restart. Nothing is logged but faults.

    Example: cableroom-reader --published /srv/cables/published serve --port 8080
    """
    os.environ["CABLEROOM_PUBLISHED"] = str(published.resolve())
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    _check_settings(published)
    _check_free(host, port)
    _say_what_is_lacking(published)
    # What still waits to be written would be written by each worker too.
    sys.stdout.flush()
    _serve(host, port, workers, f"the reading room is open at {address}/ (Ctrl-C closes it)")
    click.echo("the reading room is closed")


def _say_what_is_lacking(published: Path) -> None:
    """Say why every page will be an apology; a generation that is published later is served all the same."""
    if not (published / "current").is_dir():
        named = one_line(str(published))
        click.echo(f"nothing is published in {named} yet; the pages will say so until the first release")
        return
    try:
        check_version((published / "current").resolve())
    except GenerationOfOtherVersion as exc:
        click.echo(f"{exc}; the pages will say so until you {exc.hint}")


def _check_settings(published: Path) -> None:
    """Read the settings, before any worker does; refuse what production forbids."""
    from cableroom.settings.public import CABLEROOM_PRODUCTION  # noqa: PLC0415 - reads the environment

    vault = published.resolve().parent / "vault"
    if CABLEROOM_PRODUCTION and os.access(vault, os.R_OK | os.X_OK):
        raise VaultReadable(f"this account can read {vault}")


def _check_free(host: str, port: int) -> None:
    """Listen for a moment. Raises AddressTaken."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _name, place = found[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server does: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except (OSError, UnicodeError) as exc:
        reason = getattr(exc, "strerror", None) or "no such host"
        raise AddressTaken(f"cannot listen on {host} port {port}: {reason}") from None


def _serve(host: str, port: int, workers: int, said: str) -> None:
    """Serve until a signal; ``said`` is printed when a Ctrl-C would close it cleanly."""
    server = Granian(
        _APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_SLOWEST_HEADERS, max_buffer_size=_MOST_HEADERS),
        workers_kill_timeout=_SLOWEST_STOP,
        websockets=False,
        # An access log would hold what was read and by whom.
        log_access=False,
        log_level=LogLevels.error,
    )
    server.on_startup(lambda: _say(said))
    server.serve()


def _say(said: str) -> None:
    click.echo(said)
    sys.stdout.flush()
