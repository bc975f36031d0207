"""What is stored comes back; what was changed on the disk is noticed."""

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from cableroom.errors import CableroomError
from cableroom.private.vault.models import Original, Record
from cableroom.private.vault.texts import compress, decompress, digest, original_bytes, pack_text, record_text


@given(st.binary())
def test_bytes_come_back(data: bytes) -> None:
    assert decompress(compress(data)) == data


@given(st.text(st.characters(codec=None)))
def test_texts_come_back_with_their_lone_surrogates(text: str) -> None:
    assert record_text(Record(text=pack_text(text))) == text


def test_every_flipped_bit_is_noticed() -> None:
    data = b"NO REAL CABLE: " * 40
    frame = compress(data)

    for place in range(len(frame) * 8):
        changed = bytearray(frame)
        changed[place // 8] ^= 1 << place % 8
        record = Record(original=Original(digest=digest(data), content=bytes(changed)))
        try:
            came_back = original_bytes(record)
        except CableroomError as exc:
            assert exc.code == "original-damaged"  # noqa: PT017 - either refused or unharmed
        else:
            assert came_back == data  # a bit that means nothing, such as a reserved one


CHANGED = [
    (compress(b"x" * 300)[:-3], "cut"),
    (zstandard.ZstdCompressor(write_content_size=False).compress(b"x"), "of unknown size"),
    (b"\x28\xb5\x2f\xfd\xe0" + b"\xff" * 8, "claims all the memory there is"),
    (b"", "empty"),
    (b"no frame at all", "something else"),
    (compress(b"\xff\xfe"), "no text"),
]


@pytest.mark.parametrize(("frame", "why"), CHANGED, ids=[line[1] for line in CHANGED])
def test_a_changed_text_is_refused(frame: bytes, why: str) -> None:
    with pytest.raises(CableroomError) as caught:
        record_text(Record(text=frame))
    assert caught.value.code == "original-damaged", why
