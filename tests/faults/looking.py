"""Looks at an archive in which something broke off: what a person does the next morning, and what must be so.

The archive lies in a folder of its own, with whatever a job leaves beside it.
"""

from pathlib import Path

from cableroom.public.editions.verifying import verify_published
from faults.jobs import Job, command, give, held, public_bytes, served


class Lost(AssertionError):
    """Something acknowledged, or something that was there before, is not there any more."""


class HalfVisible(AssertionError):
    """Readers have, or had, something that is neither of before nor of after."""


def acknowledged(said: str) -> int:
    """Return how many cables an import had said were in the vault."""
    counts = [
        line.split("in the vault: ")[1].split()[0] for line in said.splitlines() if "in the vault: " in line
    ]
    return int(counts[-1].replace(",", "")) if counts else 0


def look(stages: Path, home: Path, job: Job, *, done: bool, told: int) -> int:
    """Do what a person does next, and compare with what would have been; 0 where all is well.

    done: the job said that it was; told: cables that it said were in the vault.
    Raises Lost, HalfVisible, and AssertionError for anything else.
    """
    before, after = stages / job.before, stages / job.after
    product = Path(job.product.format(home=home))
    if (before / "published" / "current").exists():
        _check_public(home)
    if len(held(home).get("vault_record", [])) < told:
        raise Lost(f"of {told} acknowledged cables only {len(held(home).get('vault_record', []))} are there")
    if (home / "vault").exists():
        assert command(home, "list") == 0
        assert command(home, "doctor") == 0
    if done and (public_bytes(home) != public_bytes(after) or (job.product and not product.exists())):
        raise Lost("it said that it was done")
    status = give(job.arguments, stages, home)
    assert status == 0 or job.done_already, f"given again, it ends with {status}"
    assert command(home, "doctor") == 0
    _compare(home, after)
    if job.product:
        back = home.with_name("back")
        assert give(("restore", str(product), str(back)), stages, home) == 0
        _compare(back, stages / "restored")
    # What a killed backup leaves has a name that says so.
    left = {path.name for path in home.parent.iterdir()} - {home.name, "back", product.name}
    assert all(name.startswith(f".{product.name}.") and name.endswith(".tmp") for name in left), left
    return 0


def _check_public(home: Path) -> None:
    served(home / "published")
    faults = [f"{d.place} {d.what}" for c in verify_published(home / "published") for d in c.damages]
    # What a swap was about to clear away may stand beside the generations until the next command.
    faults = [fault for fault in faults if not fault.startswith(".")]
    if faults:
        raise HalfVisible(str(faults))


def _compare(home: Path, expected: Path) -> None:
    if public_bytes(home) != public_bytes(expected):
        raise Lost("other bytes are published")
    ours, theirs = held(home), held(expected)
    if ours != theirs:
        raise Lost(f"the vault differs in {[name for name in theirs if ours.get(name) != theirs[name]]}")
