"""All states times all steps."""

import pytest

from cableroom.errors import CableroomError
from cableroom.private.vault.errors import CableWithdrawn, StateForbids
from cableroom.private.vault.models import State
from cableroom.private.vault.states import STEPS, TRANSITIONS, after, before

ALLOWED: dict[tuple[str, str], str] = {
    ("received", "review"): "in-review",
    ("received", "strike"): "redacted",
    ("received", "clear"): "cleared",
    ("in-review", "strike"): "redacted",
    ("in-review", "clear"): "cleared",
    ("redacted", "strike"): "redacted",
    ("redacted", "unstrike"): "redacted",
    ("in-review", "reopen"): "in-review",
    ("redacted", "reopen"): "in-review",
    ("redacted", "clear"): "cleared",
    ("cleared", "strike"): "redacted",
    ("cleared", "unstrike"): "redacted",
    ("cleared", "reopen"): "in-review",
    ("cleared", "add"): "in-release",
    ("in-release", "strike"): "redacted",
    ("in-release", "unstrike"): "redacted",
    ("in-release", "reopen"): "in-review",
    ("in-release", "publish"): "released",
    ("released", "supersede"): "superseded",
    ("released", "retract"): "in-release",
    ("superseded", "reinstate"): "released",
    **{(state, "withdraw"): "withdrawn" for state in State if state != "withdrawn"},
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("step", sorted(STEPS))
def test_every_state_and_step(state: State, step: str) -> None:
    if (expected := ALLOWED.get((state, step))) is not None:
        assert after(state, step, place="07BERN1 edition 1") == expected
        assert state in before(step)
        return
    with pytest.raises(CableroomError) as caught:
        after(state, step, place="07BERN1 edition 1")
    assert type(caught.value) is (CableWithdrawn if state == State.WITHDRAWN else StateForbids)
    assert "07BERN1 edition 1" in str(caught.value)
    assert state not in before(step)


def test_no_state_is_forgotten() -> None:
    assert set(TRANSITIONS) == set(State)
