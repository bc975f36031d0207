"""Values lie in a generation's columns as one form of bytes, which anybody's JSON reads."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.public.editions.packing import canonical_json, pack_json, unpack_json, unpack_text

_words = st.text(st.characters(exclude_categories=["Cs"]))
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | _words,
    lambda inner: st.lists(inner) | st.dictionaries(_words, inner),
    max_leaves=20,
)


@given(_values)
def test_a_value_has_the_one_form_that_is_documented(value: object) -> None:
    form = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert canonical_json(value).decode() == f"{form}\n"


@given(_values)
def test_a_packed_value_keeps_its_order(value: object) -> None:
    assert unpack_text(pack_json(value)) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(_values.filter(lambda value: not _has_long_number(value)))
def test_a_packed_value_comes_back(value: object) -> None:
    assert unpack_json(pack_json(value)) == value


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("\ud800", UnicodeEncodeError),
        ({"text": ["half \udc00"]}, UnicodeEncodeError),
        ({1, 2}, TypeError),
    ],
)
def test_what_is_no_json_is_refused(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        canonical_json(value)
    with pytest.raises(error):
        pack_json(value)


def _has_long_number(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_long_number, value.values()))
    if isinstance(value, list):
        return any(map(_has_long_number, value))
    return isinstance(value, int) and value.bit_length() > 63
