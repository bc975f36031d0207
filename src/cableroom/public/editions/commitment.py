"""Salted commitments: a published edition can be proved, a struck name cannot be guessed.

nonce = HMAC-SHA-256(the vault's secret, reference id and public number);
leaf = SHA-256(nonce, then the canonical JSON of the public text and the stated
fields).  It covers no parse and no HTML, so a better parser does not change it.
The nonce is published with the edition and dies with a withdrawal: what is left
of a leaf then confirms no guess.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any, Final

from cableroom.public.editions.packing import canonical_json

STATED: Final = ("created", "origin", "classification", "coverage")
"""Keys of the ``stated`` column."""


def nonce_of(secret: bytes, reference_id: str, number: int) -> str:
    """Return the hex nonce of one public edition; the same for two vaults with the same secret."""
    return hmac.new(secret, canonical_json([reference_id, number]), hashlib.sha256).hexdigest()


def commitment_of(*, nonce: str, reference_id: str, number: int, text: str, stated: Mapping[str, Any]) -> str:
    """Return the hex leaf of a public edition.

    text: the public text; stated: what the source stated, keys as STATED
    (times ISO 8601 UTC, coverage a list).
    """
    content = {"reference_id": reference_id, "number": number, "text": text, "stated": dict(stated)}
    return hashlib.sha256(bytes.fromhex(nonce) + canonical_json(content)).hexdigest()
