"""The states of an edition, and who moves it from one to the next.

Each step is in one table; a step that is not there is refused.  A cable's
state is that of its newest edition, ``received`` while it has none.

strike, unstrike   redacting.py    an editor changes what is struck
reopen             redacting.py    the last redaction was taken back
                   taking.py       another record was taken, in which nothing is struck
clear              gate.clearing   an editor lets it pass, after the checks
add                releasing.py    it joins a release
publish            gate.publication
supersede          gate.publication: a newer edition of the cable was published
withdraw           gate.publication
retract, reinstate gate.publication: a rollback took a release back
"""

from typing import Final

from cableroom.private.vault.errors import CableWithdrawn, StateForbids
from cableroom.private.vault.models import Cable, Edition, State

# A withdrawn cable takes all its editions with it, also those that nobody has seen.
_GONE: Final = {"withdraw": State.WITHDRAWN}
_DRAFT: Final = {"strike": State.REDACTED, "unstrike": State.REDACTED, "reopen": State.IN_REVIEW, **_GONE}

TRANSITIONS: Final[dict[State, dict[str, State]]] = {
    State.RECEIVED: {"review": State.IN_REVIEW, "strike": State.REDACTED, "clear": State.CLEARED, **_GONE},
    State.IN_REVIEW: {"reopen": State.IN_REVIEW, "strike": State.REDACTED, "clear": State.CLEARED, **_GONE},
    State.REDACTED: {**_DRAFT, "clear": State.CLEARED},
    # A change after clearing voids it; in a release the edition stays listed, but bars its publication.
    State.CLEARED: {**_DRAFT, "add": State.IN_RELEASE},
    State.IN_RELEASE: {**_DRAFT, "publish": State.RELEASED},
    State.RELEASED: {
        "supersede": State.SUPERSEDED,
        "retract": State.IN_RELEASE,
        **_GONE,
    },
    State.SUPERSEDED: {"reinstate": State.RELEASED, **_GONE},
    State.WITHDRAWN: {},
}
"""State -> step -> state after it."""

STEPS: Final = frozenset(step for steps in TRANSITIONS.values() for step in steps)


def after(state: str, step: str, *, place: str) -> State:
    """Return the state after ``step``.

    place: the cable and edition, for the message.
    Raises CableWithdrawn or StateForbids: the table does not have the step.
    """
    reached = TRANSITIONS[State(state)].get(step)
    if reached is not None:
        return reached
    if state == State.WITHDRAWN:
        raise CableWithdrawn(f"{place} was withdrawn")
    raise StateForbids(f"{place} is {state}; it cannot {step}")


def before(step: str) -> list[State]:
    """Return the states from which ``step`` may be taken."""
    return [state for state, steps in TRANSITIONS.items() if step in steps]


def refuse_withdrawn(cable: Cable) -> None:
    """Raise CableWithdrawn where the cable was taken back, whatever its editions say."""
    if Cable.objects.filter(pk=cable.pk, state=State.WITHDRAWN).exists() or cable.withdrawals.exists():
        raise CableWithdrawn(f"{cable.reference_id} was withdrawn")


def move(edition: Edition, step: str) -> None:
    """Take ``step`` with ``edition``, and with its cable where it is the newest edition.

    Call it within the transaction of what else the step does. Raises as ``after``; CableWithdrawn.
    """
    cable = edition.cable
    refuse_withdrawn(cable)
    edition.state = after(edition.state, step, place=f"{cable.reference_id} edition {edition.number}")
    edition.save(update_fields=["state"])
    if not cable.editions.filter(number__gt=edition.number).exists():
        Cable.objects.filter(pk=cable.pk).update(state=edition.state)
        cable.state = edition.state
