"""References as the tables of tests write them: ``A 07STATE12*|B email``."""

from cableroom.telegram import parse


def told(text: str, reference_id: str = "07BERN900") -> str:
    """Return the references of ``text``: label and id or kind, with a star for each inferred part."""
    return "|".join(
        f"{r.label or '-'} {r.reference_id or r.kind}{'*' * len(r.inferred)}"
        for r in parse(text, reference_id=reference_id).references
    )
