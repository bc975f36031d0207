"""What becomes true in the vault when ``current`` points at a generation.

A plan is written as a Publication row before the swap and carried out after it,
so that a kill in between can be finished (settling.py) or undone.
"""

from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from django.conf import settings
from django.db.models import Max

from cableroom.private.vault.models import Publication
from cableroom.public.editions.verifying import kept

RELEASE: Final = "release"
WITHDRAWAL: Final = "withdrawal"
ROLLBACK: Final = "rollback"
REBUILDING: Final = "rebuild"


@dataclass(frozen=True, slots=True)
class Issue:
    """An edition that becomes public."""

    edition: int
    """Row of the vault's edition."""
    reference_id: str
    number: int
    """Public number."""
    commitment: str
    """Kept, so that a later build can prove that it did not change what was released."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One of four: a release, a withdrawal, a rollback, a rebuilding."""

    kind: str
    drops_older: bool = False
    """Older generations hold what may no longer be public: they are deleted, and no rollback goes there."""
    release: int | None = None
    """Row of the vault's release."""
    release_number: int | None = None
    """Public number that it gets."""
    issues: tuple[Issue, ...] = ()
    cable: int | None = None
    """Row of the cable that is withdrawn."""
    reason: str | None = None
    day: str | None = None
    """Date of the withdrawal."""
    names: tuple[str, ...] = ()
    """The people who decided."""
    undone: bool = False
    """A release that a rollback took back."""

    def as_dict(self) -> dict[str, Any]:
        """Return the plan as the Publication row holds it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """Return the plan that ``as_dict`` wrote."""
        issues = tuple(Issue(**issue) for issue in plain["issues"])
        return cls(**(plain | {"issues": issues, "names": tuple(plain["names"])}))


def next_generation() -> int:
    """Return the number of the next generation: one more than the highest that ever was public.

    Also than those that are there and that the vault does not know, because it was restored from an older
    backup: a reading room knows a generation by its number, and would go on serving the one it has open.
    """
    highest: int | None = Publication.objects.aggregate(highest=Max("generation"))["highest"]
    return max([highest or 0, *kept(settings.CABLEROOM_PUBLISHED)]) + 1


def next_release_number() -> int:
    """Return the public number of the next release; a number is never given twice."""
    given = Publication.objects.filter(plan__kind=RELEASE).values_list("plan__release_number", flat=True)
    return max(given, default=0) + 1


def commitments() -> dict[tuple[str, int], str]:
    """Return (reference id, public number) -> commitment of every edition that ever was public."""
    plans = Publication.objects.filter(done=True).order_by("pk").values_list("plan__issues", flat=True)
    return {
        (issue["reference_id"], issue["number"]): issue["commitment"]
        for issues in plans.iterator()
        for issue in issues
    }
