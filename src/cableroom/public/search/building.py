"""Building the two indexes of a generation: generation.sqlite3 in, search/cables and search/paragraphs out.

The same rows always give the same bytes: one thread writes each index in
reference-id order in one commit, and ``canonical`` takes out what is chance.
A large generation is indexed by two processes, one for each index; each is
``python -m cableroom.public.search.building FOLDER INDEX`` and prints how many
cables it has done.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from queue import SimpleQueue
from signal import SIGKILL
from subprocess import PIPE, Popen
from threading import Thread
from typing import Any, Final

from tantivy import Document, Index, Schema

from cableroom.durable import make_directory, remove_tree, sync_tree
from cableroom.errors import EXIT_DONE, EXIT_REFUSED, CableroomError
from cableroom.public.editions import queries
from cableroom.public.editions.contents import text_bytes
from cableroom.public.editions.generation import Generation
from cableroom.public.search.analysis import analyzers
from cableroom.public.search.base import Document as CableDocument
from cableroom.public.search.canonical import make_canonical
from cableroom.public.search.document import documents, paragraphs
from cableroom.public.search.errors import IndexNotBuilt
from cableroom.public.search.index_schema import (
    CABLES,
    PARAGRAPHS,
    RANKS,
    cable_fields,
    cables_schema,
    paragraph_fields,
    paragraphs_schema,
)
from cableroom.public.search.opening import scratch_folder

FOLDER: Final = "search"
HEAP_BYTES: Final = 400_000_000
"""Memory a writer may use before it closes a segment, at least; it takes what the text needs, no more."""
HEAP_OF_TEXT: Final = 2 / 7
"""As much for each byte of all texts, so that there are few segments however much there is.

Measured on 251,287 invented cables of 1.54 GB: a segment of 400 MB holds 769 MB of text in the index of
paragraphs, and half of that in the index of cables, which has each word twice.  So it takes five segments,
where seven are allowed.
"""
_MOST_HEAP_BYTES: Final = 4_000_000_000
"""What tantivy allows; enough for 14 GB of text, which is 2.2 million cables."""
_TWO_PROCESSES_FROM: Final = 1_000
"""Cables; for fewer, starting a process takes longer than the indexing."""
_REPORT_EVERY: Final = 100
"""Cables between two reports of progress."""
_Tell = Callable[[str, int, int], None]


def build_index(generation_folder: Path, *, progress: _Tell = lambda _step, _done, _steps: None) -> None:
    """Write the two indexes of the generation in ``generation_folder``, which must have its database.

    progress: is told ("Indexing", done, all) in cables over both indexes, and when all are done
        ("Closing the indexes", done, all) in indexes, which takes as long as some thousand cables;
        called in this thread.
    Raises IndexNotBuilt ("index-not-built"), TooManySegments ("index-too-many-segments").
    """
    generation = Generation.open(generation_folder)
    count = queries.count(generation)
    steps = len(_INDEXES) * count
    folder = generation.path / FOLDER
    remove_tree(folder)
    make_directory(folder)
    progress("Indexing", 0, steps)
    done = closed = 0
    with closing(
        _in_turn(generation) if count < _TWO_PROCESSES_FROM else _in_two_processes(generation)
    ) as told:
        for step in told:
            if step is None:
                closed += 1
            else:
                done += step
                progress("Indexing", done, steps)
            if done == steps:
                progress("Closing the indexes", closed, len(_INDEXES))
    sync_tree(folder)


def _in_turn(generation: Generation) -> Generator[int | None, None, None]:
    """Write one index after the other; gives how many more cables are done, and None for each index."""
    for name in _INDEXES:
        yield from write_one(generation, name)
        yield None


def write_one(generation: Generation, name: str) -> Iterator[int]:
    """Write the index ``name`` of ``generation``; gives now and then how many more cables are done."""
    make_schema, rows = _INDEXES[name]
    schema = make_schema()
    folder = generation.path / FOLDER / name
    make_directory(folder)
    # Written aside: threads of tantivy may touch its folder a little longer than we know.
    with scratch_folder(folder.parent) as scratch, _faults_of_the_disk(name):
        index = Index(schema, path=str(scratch), reuse=False)
        for analyzer_name, analyzer in analyzers().items():
            index.register_tokenizer(analyzer_name, analyzer)
        writer = index.writer(_heap_bytes(generation), num_threads=1)
        waiting = 0
        for of_one_cable in rows(generation):
            for fields in of_one_cable:
                # Not Document(**fields): that makes signed integers, which an unsigned field refuses.
                writer.add_document(Document.from_dict(fields, schema))
            waiting += 1
            if waiting == _REPORT_EVERY:
                yield waiting
                waiting = 0
        yield waiting
        writer.commit()
        writer.wait_merging_threads()
        del writer, index
        make_canonical(scratch, folder, order="ordinal")


def _heap_bytes(generation: Generation) -> int:
    """Return the memory for one index: always the same for the same texts, because it parts the segments."""
    return min(max(HEAP_BYTES, int(text_bytes(generation) * HEAP_OF_TEXT)), _MOST_HEAP_BYTES)


@contextmanager
def _faults_of_the_disk(name: str) -> Iterator[None]:
    """Raise IndexNotBuilt for what tantivy makes of a full or failing disk: a ValueError of a lost thread."""
    try:
        yield
    except ValueError as exc:
        raise IndexNotBuilt(f"the index of {name} could not be written; is the disk full?") from exc


def ranked(generation: Generation) -> Iterator[tuple[CableDocument, dict[str, int]]]:
    """Give every cable with its place in each order of RANKS, in reference-id order."""
    keys: dict[str, list[Any]] = {rank: [] for rank in RANKS}
    cited = Counter(citation.target for citation in queries.citations(generation))
    for row in queries.all_summaries(generation):
        keys["created"].append(row.created or "")
        keys["released"].append(row.released)
        keys["cited"].append(cited[row.reference_id])
    places = {rank: _places(of_rank) for rank, of_rank in keys.items()}
    for document in documents(generation):
        yield document, {rank: places[rank][document.ordinal] for rank in RANKS}


def _cables(generation: Generation) -> Iterator[list[dict[str, Any]]]:
    for document, ranks in ranked(generation):
        yield [cable_fields(document, ranks)]


def _places(keys: list[Any]) -> list[int]:
    """Ordinal -> place from the largest key; a stable sort keeps equal ones in reference-id order."""
    places = [0] * len(keys)
    for place, ordinal in enumerate(sorted(range(len(keys)), key=keys.__getitem__, reverse=True)):
        places[ordinal] = place
    return places


def _paragraphs(generation: Generation) -> Iterator[list[dict[str, Any]]]:
    for ordinal, telegram in queries.all_telegrams(generation):
        yield paragraph_fields(ordinal, paragraphs(telegram))


_INDEXES: Final[Mapping[str, tuple[Callable[[], Schema], Callable[[Generation], Iterator[Any]]]]] = {
    CABLES: (cables_schema, _cables),
    PARAGRAPHS: (paragraphs_schema, _paragraphs),
}


def _in_two_processes(generation: Generation) -> Generator[int | None, None, None]:
    """Do the same with a process for each index; neither outlives this generator."""
    steps: SimpleQueue[int | str] = SimpleQueue()
    processes: dict[str, Popen[str]] = {}
    try:
        for name in _INDEXES:
            # -P: the folder we happen to stand in is no place to import from.
            command = [sys.executable, "-P", "-m", __name__, str(generation.path), name]
            processes[name] = process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True)  # noqa: S603 - our own module
            Thread(target=_pass_on, args=(name, process, steps), daemon=True).start()
        running = len(processes)
        while running:
            step = steps.get()
            if isinstance(step, str):
                _check_ended(step, processes[step])
                running -= 1
                yield None
            else:
                yield step
    finally:
        for process in processes.values():
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout, process.stderr):
                assert pipe is not None
                pipe.close()


def _pass_on(name: str, process: "Popen[str]", steps: "SimpleQueue[int | str]") -> None:
    """Pass on how many more cables are done, and at the end the name of the index."""
    assert process.stdout is not None
    for line in process.stdout:
        steps.put(int(line))
    steps.put(name)


def _check_ended(name: str, process: "Popen[str]") -> None:
    assert process.stderr is not None
    said = process.stderr.read().strip()
    if process.wait() == -SIGKILL:
        raise IndexNotBuilt(f"the process that writes the index of {name} was killed; is memory short?")
    if process.returncode != 0:
        # Only the last line: a traceback's others may quote values.
        reason = said.rpartition("\n")[2].partition(":")[0] or f"exit status {process.returncode}"
        raise IndexNotBuilt(f"the process that writes the index of {name} ended with {reason}")


def _end_with_parent() -> None:
    """End at once where nobody waits for us: the next build must not find us writing in its folder."""
    sys.stdin.read()
    os._exit(EXIT_REFUSED)


def main(arguments: list[str]) -> int:
    """Write one index and print progress; the other end of ``_in_two_processes``."""
    folder, name = arguments
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        for step in write_one(Generation.open(Path(folder)), name):
            print(step, flush=True)  # noqa: T201 - this is what the process is for
    except CableroomError as exc:
        print(exc.code, file=sys.stderr)  # noqa: T201 - as above
        return exc.exit_status
    return EXIT_DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
