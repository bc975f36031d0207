"""The slowest questions there are: what the language allows, of the most frequent words of an archive.

python bench/worst.py PUBLISHED [--random 300] [--seed 1]: not part of ``make bench``.  Ends with 1 where one
takes more than a second of the processor, best of two.  PUBLISHED is a folder of generations.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from viewing import Room, set_up

MOST_SECONDS = 1.0
_LONGEST = 256
_SHOWN = 12


def frequent(room: Room) -> list[str]:
    """The most frequent words, the most frequent first."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    found = [one for letter in letters for one in islice(room.handle.index.forms(letter), 50)]
    return [form for form, _count in sorted(found, key=lambda one: -one[1])]


def built(words: list[str]) -> Iterator[str]:
    """One question for each way to make much work."""
    long = sorted((word for word in words if len(word) > 4), key=len)
    beginnings = [word[:3] for word in words if len(word) > 3]
    few = words[:16]
    yield from (
        "",
        words[0],
        f"-{words[-1]}",
        " ".join(few),
        " OR ".join(few),
        _filled(few, " "),
        _filled(words, " OR "),
        "8OF(" + " ".join(few) + ")",
        " OR ".join(f"-{word}" for word in few),
        _filled(beginnings, "* ") + "*",
        _filled(beginnings, "* OR ") + "*",
        _filled(beginnings, "?* OR ") + "?*",
        _filled(beginnings, "*a*e*i* OR ") + "*",
        _filled(long, "~2 ") + "~2",
        _filled(long, "~2 OR ") + "~2",
        _filled(words, "~2 OR ") + "~2",
        '"' + _filled(few[:2], " "),
        '"' + _filled(few[:1], " "),
        '"' + _filled(few, " ") + '"',
        '"' + _filled(few[:3], " ")[:250] + '"~30',
        '"' + _filled(["a", "b", "c"], " ")[:250] + '"~30',
        _filled(few, " NEAR/30 "),
        _filled(few, " OR ").replace(" OR ", " NEAR/30 ", 1),
        f"{few[0]} /p {few[1]}",
        _filled(few, " /p "),
        "(" + " OR ".join(few[:8]) + ") /p (" + " OR ".join(few[8:]) + ")",
        f"(-{words[-1]}) /p (-{words[-2]})",
        _filled(beginnings, "* /p ") + "*",
        _filled(long, "~2 /p ") + "~2",
        "body:(" + " OR ".join(few) + ")",
        " OR ".join(f"body:{word}" for word in few),
        " OR ".join(f"body:{word}*" for word in beginnings[:16]),
        "created:>1900 OR released:>1900",
        "(" * 120 + words[0] + ")" * 120,
        "-" * 200 + words[0],
        "\N{LATIN SMALL LIGATURE FFI}" * 256,
        "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 256,
    )


def mixed(words: list[str], source: random.Random) -> str:
    """A question of random pieces."""
    pieces: list[str] = []
    while len(" ".join(pieces)) < _LONGEST:
        word, other = source.choices(words[:200], k=2)
        kinds = (word, f"{word[:3]}*", f"{word}~2", f'"{word} {other}"~30', f"{word} NEAR/30 {other}")
        kinds += (f"{word} /p {other}", f"body:({word} OR {other})", f"-{word}", f"{word[:4]}*e*", f"={word}")
        pieces.append(source.choice(kinds) + source.choice(["", "", " OR", " ("]))
    return " ".join(pieces)[:_LONGEST]


def _filled(words: list[str], between: str) -> str:
    """As many of the words as a question may be long."""
    text = ""
    for word in cycle(words):
        if len(text) + len(between) + len(word) > _LONGEST - 2:
            return text
        text += (between if text else "") + word
    return text


def main() -> None:
    """Time them all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("published", type=Path)
    options.add_argument("--random", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    set_up(chosen.published)
    from cableroom.public.search.searching import Question, search  # noqa: PLC0415 - needs the settings

    room = Room(chosen.published)
    words = frequent(room)
    source = random.Random(chosen.seed)  # noqa: S311 - the same questions each time
    texts = [*built(words), *(mixed(words, source) for _ in range(chosen.random))]
    times: dict[str, float] = {}
    for text in texts:
        for _twice in range(2):
            start = time.process_time()
            search(room.handle, Question(text))
            times[text] = min(times.get(text, float("inf")), time.process_time() - start)
            if times[text] < MOST_SECONDS / 4:
                break
    slowest = sorted(times.items(), key=lambda one: -one[1])
    for text, seconds in slowest[:_SHOWN]:
        sys.stdout.write(f"{seconds * 1000:8,.0f} ms  {text}\n")
    sys.stdout.write(f"{len(times)} questions\n")
    sys.exit(1 if slowest[0][1] > MOST_SECONDS else 0)


if __name__ == "__main__":
    main()
