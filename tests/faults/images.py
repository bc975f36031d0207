"""What a disk may hold after the power failed: every image of it that the operations of a job allow.

A job is recorded: at each operation of ``operations.py`` the whole folder is
compared with how it was, so that files of SQLite and tantivy are seen, too, and
each fsync is noted.  At any moment a disk may then have or lack every change that
no fsync has settled:

- a name (made, renamed, removed) is settled by an fsync of its folder; a rename is
  one change, and settled by that of the folder it goes to;
- bytes of a file are settled by an fsync of the file; a file that lacks all has length 0;
- modes are taken as settled.

What SQLite writes into the vault's database and its log is taken as settled when
it is written: that is what ``synchronous=FULL`` promises, and it is not ours to
try.  The map of the log (-shm) is never there after a crash.
"""

import hashlib
import os
import pickle
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faults import operations
from faults.attempt import Attempt, Ground
from faults.operations import Failure

SECTOR = 512
KINDS = ("all kept", "none kept", "some kept", "some kept", "some kept", "the last torn")
"""The images of one moment."""
_TOP = 0
Name = tuple[int, str]
"""A name on a disk: the number of its folder, and how it is called there."""


@dataclass(frozen=True)
class Entry:
    """What stands under a name."""

    number: int
    """Names one file for as long as it is there, also when it is renamed."""
    mode: int
    content: bytes | None
    """Bytes of a file, target of a link; None for a folder."""


@dataclass(frozen=True)
class Change:
    """Something that an fsync settles."""

    settled_by: int
    """Number of the file or folder; -1 where it is settled at once."""
    number: int
    old: Name | None = None
    new: Name | None = None
    content: bytes | None = None


@dataclass(frozen=True)
class Sync:
    """An fsync of a file or folder."""

    number: int


@dataclass(frozen=True)
class Recording:
    """What a job did to a disk."""

    start: dict[Name, Entry]
    events: list[Change | Sync]
    moments: list[int]
    """After how many events the power may fail."""
    modes: dict[int, int]


class Recorder:
    """Compares the folder ``top`` with how it was."""

    def __init__(self, top: Path, *, sqlite_settles: bool) -> None:
        self.top = top
        self._sqlite_settles = sqlite_settles
        self._numbers: dict[int, int] = {top.stat().st_ino: _TOP}
        self._next = _TOP + 1
        self._last = self._scan()
        self.recording = Recording(dict(self._last), [], [], {})
        self.compare()

    def _scan(self) -> dict[Name, Entry]:
        found: dict[Name, Entry] = {}
        inodes = {self.top.stat().st_ino: _TOP}

        def look(folder: Path, number: int) -> None:
            for path in sorted(folder.iterdir()):
                if path.name.endswith("-shm"):
                    continue
                status = path.lstat()
                if status.st_ino in self._numbers:
                    own = self._numbers[status.st_ino]
                else:
                    own, self._next = self._next, self._next + 1
                inodes[status.st_ino] = own
                content: bytes | None = None
                if path.is_symlink():
                    content = str(path.readlink()).encode()
                elif not path.is_dir():
                    content = path.read_bytes()
                found[number, path.name] = Entry(own, status.st_mode, content)
                if content is None:
                    look(path, own)

        look(self.top, _TOP)
        self._numbers = inodes
        return found

    def compare(self) -> None:
        """Note what has changed since the last time."""
        last, self._last = self._last, self._scan()
        events = self.recording.events
        gone = {entry.number: name for name, entry in last.items() if not _same(self._last.get(name), entry)}
        contents = {entry.number: entry.content for entry in last.values()}
        for name, entry in self._last.items():
            self.recording.modes[entry.number] = entry.mode
            old = last.get(name)
            if not _same(old, entry):
                at_once = self._sqlite_settles and name[1].endswith("-wal")
                settled_by = -1 if at_once else name[0]
                events.append(Change(settled_by, entry.number, old=gone.pop(entry.number, None), new=name))
            if entry.content is not None and contents.get(entry.number) != entry.content:
                at_once = self._sqlite_settles and name[1].startswith("vault.sqlite3")
                # A link has no bytes apart from its name.
                settled_by = -1 if at_once or entry.mode & 0o170000 == 0o120000 else entry.number
                events.append(Change(settled_by, entry.number, content=entry.content))
        kept = {entry.number for entry in self._last.values()}
        events.extend(
            Change(name[0], number, old=name) for number, name in gone.items() if number not in kept
        )
        if not self.recording.moments or self.recording.moments[-1] != len(events):
            self.recording.moments.append(len(events))

    def synced(self, descriptor: int) -> None:
        """Note an fsync."""
        if (number := self._numbers.get(os.fstat(descriptor).st_ino)) is not None:
            self.recording.events.append(Sync(number))
            self.recording.moments.append(len(self.recording.events))


def _same(one: Entry | None, other: Entry) -> bool:
    return one is not None and one.number == other.number


def record(ground: Ground) -> Recording:
    """Do the job, and return what it did to the disk."""
    ground.fresh()
    kept = ground.folder.with_suffix(".recording")
    # A restore writes the database itself, as a file like others.
    sqlite_settles = ground.job.before != "nothing" or ground.job.after == "empty"

    def recorded() -> int:
        recorder = Recorder(ground.folder, sqlite_settles=sqlite_settles)

        def around(name: str, _failure: Failure, do: Callable[[], Any], arguments: tuple[Any, ...]) -> object:
            # What one operation did is seen before the next.
            recorder.compare()
            result = do()
            if name == "fsync":
                recorder.synced(arguments[0])
            return result

        operations.surround(around)
        status = ground.work()
        recorder.compare()
        kept.write_bytes(pickle.dumps(recorder.recording))
        return status

    attempt = Attempt(ground, recorded)
    attempt.end_by_itself()
    assert attempt.status == 0, attempt.said
    recording: Recording = pickle.loads(kept.read_bytes())  # noqa: S301 - our own
    return recording


def images(ground: Ground, sample: int, chance: random.Random) -> Iterator[tuple[str, bool, bool]]:
    """Make each image of the sample; gives what it is, whether it is a new one, whether the job was done.

    sample: where there are fewer moments and KINDS, more images with some of the changes are made;
    where there are more, the last is what was settled when the job said that it was done.
    One that is the same as an earlier one is not put there again.
    """
    recording = record(ground)
    wanted = [(moment, kind) for moment in recording.moments for kind in KINDS]
    if sample < len(wanted):
        wanted = [*sorted(chance.sample(wanted, sample - 1)), (recording.moments[-1], "none kept")]
    else:
        wanted += [
            (chance.choice(recording.moments), "some kept") for _ in range(max(0, sample - len(wanted)))
        ]
    known: set[str] = set()
    for moment, kind in wanted:
        image, done = _image(recording, moment, kind, chance), moment == len(recording.events)
        name = f"{_digest(image)} {done}"
        if name not in known:
            _put(ground, recording, image)
        yield f"{kind} after {moment} of {len(recording.events)} events", name not in known, done
        known.add(name)


@dataclass(frozen=True)
class Image:
    """A disk: names, and the bytes of each file."""

    names: dict[Name, int]
    contents: dict[int, bytes | None]


def _image(recording: Recording, moment: int, kind: str, chance: random.Random) -> Image:
    names = {name: entry.number for name, entry in recording.start.items()}
    contents = {entry.number: entry.content for entry in recording.start.values()}
    events = recording.events[:moment]
    settled = _settled(events)
    loose = [place for place, event in enumerate(events) if _bytes_of(event) and not settled[place]]
    torn = loose[-1] if kind == "the last torn" and loose else -1
    for place, event in enumerate(events):
        kept = kind != "none kept" and (kind != "some kept" or chance.random() < 0.5)
        if isinstance(event, Sync) or not (settled[place] or kept):
            continue
        if event.content is not None:
            sectors = -(-len(event.content) // SECTOR)
            whole = chance.randrange(sectors) * SECTOR if place == torn else len(event.content)
            contents[event.number] = event.content[:whole]
        elif event.new is not None:
            names = {name: number for name, number in names.items() if number != event.number}
            names[event.new] = event.number
        elif event.old is not None and names.get(event.old) == event.number:
            del names[event.old]
    return Image(names, contents)


def _bytes_of(event: Change | Sync) -> bytes:
    return (isinstance(event, Change) and event.content) or b""


def _settled(events: list[Change | Sync]) -> list[bool]:
    """Return of each event whether an fsync after it has settled it."""
    synced: set[int] = {-1}
    found = []
    for event in reversed(events):
        if isinstance(event, Sync):
            synced.add(event.number)
        found.append(isinstance(event, Sync) or event.settled_by in synced)
    return found[::-1]


def _put(ground: Ground, recording: Recording, image: Image) -> None:
    """Make the image in the folder of the ground."""
    ground.clear()
    below: dict[int, list[tuple[str, int]]] = {}
    for (folder, name), number in image.names.items():
        below.setdefault(folder, []).append((name, number))

    def make(folder: Path, number: int) -> None:
        for name, own in below.get(number, []):
            path, mode = folder / name, recording.modes[own]
            if mode & 0o170000 == 0o120000:
                path.symlink_to((image.contents[own] or b"").decode())
            elif mode & 0o170000 == 0o040000:
                path.mkdir()
                make(path, own)
                path.chmod(mode & 0o7777)
            else:
                path.write_bytes(image.contents.get(own) or b"")
                path.chmod(mode & 0o7777)

    make(ground.folder, _TOP)


def _digest(image: Image) -> str:
    """Return what two images share only where they are the same."""
    rows = [(name, number, image.contents.get(number)) for name, number in sorted(image.names.items())]
    return hashlib.sha256(pickle.dumps(rows)).hexdigest()
