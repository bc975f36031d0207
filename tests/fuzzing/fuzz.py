"""Run targets under atheris: ``python tests/fuzzing/fuzz.py TARGET|all [libFuzzer's options] [FILE]``.

With ``all`` the first byte of an input names its target. Without a file the corpus is made anew.
"""

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
with atheris.instrument_imports(include=["cableroom"]):
    from fuzzing.targets import TARGETS

from fuzzing.seeds import write_seeds

_DEFAULTS = ("-max_len=8192", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=1")


def _all(data: bytes) -> None:
    targets = list(TARGETS.values())
    if data:
        targets[data[0] % len(targets)](data[1:])


def _main() -> None:
    name, *options = sys.argv[1:]
    target = _all if name == "all" else TARGETS[name]
    with tempfile.TemporaryDirectory(prefix="cableroom-fuzz-") as folder:
        if all(option.startswith("-") for option in options):
            write_seeds(Path(folder))
            options.append(folder)
        atheris.Setup([sys.argv[0], *_DEFAULTS, *options], target)
        atheris.Fuzz()


if __name__ == "__main__":
    _main()
