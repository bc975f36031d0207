"""A sample of the fuzzing in every run of the tests; two million inputs in ``make nightly``."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from fuzzing.seeds import write_seeds
from fuzzing.targets import TARGETS

FUZZ: Final = Path(__file__).with_name("fuzz.py")
NIGHTLY: Final = bool(os.environ.get("NIGHTLY"))
RUNS: Final = int(os.environ.get("FUZZ", "1_000_000"))
"""Inputs of a night: queries, which anybody may send, and as many again for all other targets together."""
SAMPLE: Final = 2_000
HOURS_SECONDS: Final = 4 * 3600
# Source: the wheels that atheris is published with.
needs_atheris = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no wheel for this platform"
)


def fuzz(name: str, runs: int, folder: Path, *options: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the fuzzer to its end; what breaks a target is kept in ``folder``."""
    return subprocess.run(
        [sys.executable, FUZZ, name, f"-runs={runs}", f"-artifact_prefix={folder}/", *options],
        capture_output=True,
        check=False,
        # A fuzzer that is killed leaves its corpus; here pytest clears it away one day.
        env={**os.environ, "TMPDIR": str(folder.parent)},
        timeout=HOURS_SECONDS,
    )


@needs_atheris
@pytest.mark.skipif(NIGHTLY, reason="the night does each target for itself")
def test_no_input_of_a_sample_breaks_anything(tmp_path: Path) -> None:
    """From a fixed seed, so that what breaks here breaks again."""
    done = fuzz("all", SAMPLE, tmp_path, "-seed=1")
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-4000:]
    assert f"number_of_executed_units: {SAMPLE}".encode() in done.stderr


@needs_atheris
@pytest.mark.skipif(not NIGHTLY, reason="runs in make nightly")
@pytest.mark.parametrize("name", TARGETS)
def test_no_input_of_a_night_breaks_anything(name: str, tmp_path: Path) -> None:
    runs = RUNS if name == "query" else RUNS // (len(TARGETS) - 1)
    done = fuzz(name, runs, tmp_path)
    kept = {path.name: path.read_bytes()[:4096] for path in tmp_path.iterdir()}
    assert done.returncode == 0, (kept, done.stderr.decode(errors="replace")[-4000:])


@needs_atheris
def test_the_fuzzer_sees_a_fault(tmp_path: Path) -> None:
    """A target that breaks is told: this check can fail."""
    broken = tmp_path / "broken.py"
    broken.write_text(
        f"import sys; sys.path.insert(0, {str(FUZZ.parents[1])!r}); sys.argv = ['fuzz', 'all', '-runs=200',"
        f" '-artifact_prefix={tmp_path}/']\n"
        "from fuzzing import targets\n"
        "targets.TARGETS = {'parse': lambda data: 1 / 0 if len(data) > 9 else None}\n"
        "from fuzzing import fuzz; fuzz._main()\n"
    )
    done = subprocess.run(
        [sys.executable, broken],
        capture_output=True,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path.parent)},
        timeout=120,
    )
    assert done.returncode != 0
    assert b"ZeroDivisionError" in done.stderr + done.stdout


def test_every_seed_is_met_by_every_target(tmp_path: Path) -> None:
    """Without the fuzzer too, on every platform."""
    write_seeds(tmp_path)
    seeds = [path.read_bytes() for path in sorted(tmp_path.iterdir())]
    assert len(seeds) > 100
    for name, target in TARGETS.items():
        for seed in seeds if name in ("parse", "detect") else seeds[::5]:
            target(seed)
