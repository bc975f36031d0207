"""What the vault holds.  Its row numbers are private and never published.

Original -> Record -> Cable -> Edition (+ Redaction) -> ReleaseItem -> Release.
Record (+ Section) -> Piece -> Record, where sections of a telegram were joined.
Bytes are kept for ever: no code path deletes an Original or a Record.
"""

from typing import Any, ClassVar, Final

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.fields.json import KeyTransform

from cableroom.private.vault.errors import VaultFailed

JOINED: Final = "joined"
"""Format of a record that was joined from sections."""


class PlainJSONField(models.JSONField):
    """JSON without a CHECK: SQLite 3.40 takes its own JSON_VALID for unsafe under ``trusted_schema=OFF``."""

    def db_check(self, connection: BaseDatabaseWrapper) -> None:
        """Return no constraint."""

    def from_db_value(
        self, value: str | None, expression: models.Expression, connection: BaseDatabaseWrapper
    ) -> Any:  # noqa: ANN401 - any JSON value
        """Return what the JSON says. Raises VaultFailed: it is none.

        Django would give it as it stands, and a damaged list be taken for one of its letters.
        """
        read = super().from_db_value(value, expression, connection)
        if read is value and isinstance(value, str) and not isinstance(expression, KeyTransform):
            raise VaultFailed(f"{self.model._meta.db_table} has a damaged {self.name}")  # noqa: SLF001 - the documented name
        return read


class State(models.TextChoices):
    """How far a cable (an edition) has come."""

    RECEIVED = "received"
    IN_REVIEW = "in-review"
    REDACTED = "redacted"
    CLEARED = "cleared"
    IN_RELEASE = "in-release"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Original(models.Model):
    """Bytes as received, addressed by their content."""

    digest = models.CharField(primary_key=True, max_length=64)  # SHA-256, hex
    size = models.BigIntegerField()  # bytes, before compression
    content = models.BinaryField()  # zstd


class Cable(models.Model):
    """What we know under one reference id."""

    reference_id = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED, db_index=True)


class Record(models.Model):
    """One cable as one source gave it; the first received is the cable's text.

    Later ones under the same reference id with other bytes are candidates.  A record of the format
    JOINED was not received: it is made of sections that were, and its original holds its own text.
    """

    cable = models.ForeignKey(Cable, on_delete=models.PROTECT, related_name="records")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="records")
    part = models.IntegerField()  # which cable of the original, from 0
    format = models.CharField(max_length=32)
    file = models.TextField()
    offset = models.BigIntegerField()  # bytes
    encoding = models.CharField(max_length=16)
    created = models.DateTimeField(null=True)
    origin = models.TextField(null=True)
    classification = models.TextField(null=True)
    coverage = PlainJSONField(default=list)
    # Names of the fields above that the source does not state: they were read from the text.
    derived = PlainJSONField(default=list)
    problems = PlainJSONField(default=list)
    # Last of the columns, so that a listing reads over the small ones without paging through the texts.
    text = models.BinaryField()  # zstd of UTF-8 (surrogatepass); frozen, so that spans stay true

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["original", "part"], name="record_once")]


class Section(models.Model):
    """A record that holds some sections of a telegram and not all; others have no row here."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="section")
    first = models.IntegerField()  # from 1
    last = models.IntegerField()
    total = models.IntegerField()


class Piece(models.Model):
    """A span of a record that stands in the text of a join, which is a record itself."""

    joined = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="pieces")
    place = models.IntegerField()  # from 0 within the join
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="joined_into")
    start = models.IntegerField()  # half-open code points of the record's text
    end = models.IntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["joined", "place"], name="piece_once")]


class Pair(models.Model):
    """Two cables with nearly the same text under two reference ids, and what a person says of them."""

    first = models.ForeignKey(Cable, on_delete=models.PROTECT, related_name="+")  # lower reference id
    second = models.ForeignKey(Cable, on_delete=models.PROTECT, related_name="+")
    likeness = models.IntegerField()  # hundredths: shared shingles of all shingles
    verdict = models.CharField(max_length=9, default="")  # "", confirmed, refused
    name = models.TextField(default="")  # the person

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["first", "second"], name="pair_once")]


class Edition(models.Model):
    """A numbered text of a cable that may be published: a record plus redactions."""

    cable = models.ForeignKey(Cable, on_delete=models.PROTECT, related_name="editions")
    record = models.ForeignKey(Record, on_delete=models.PROTECT)
    number = models.IntegerField()  # private, from 1 within the cable
    state = models.CharField(max_length=12, choices=State.choices, default=State.IN_REVIEW)
    public_number = models.IntegerField(null=True)  # given at publication, from 1 within the cable
    release_number = models.IntegerField(null=True)  # public number of the release that published it

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["cable", "number"], name="edition_once")]


class Redaction(models.Model):
    """A struck span of one edition.

    ``field`` is ``text`` (the record's text), or a stated field: ``created`` (ISO), ``origin``,
    ``classification``, ``coverage`` (its entries joined by line feeds).
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="redactions")
    field = models.CharField(max_length=16, default="text")
    start = models.IntegerField()  # half-open code points
    end = models.IntegerField()
    reason = models.CharField(max_length=16)  # private; one of REASONS

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "field", "start", "end"], name="redaction_once")
        ]


class Anchors(models.Model):
    """The paragraph addresses of a cable, frozen when they were first published."""

    cable = models.OneToOneField(Cable, primary_key=True, on_delete=models.PROTECT, related_name="anchors")
    places = PlainJSONField()  # [["p3", 1204], ...]: code points of the public text it was frozen with


class Release(models.Model):
    """A batch of editions, approved by two people."""

    title = models.TextField()
    date = models.DateField()
    note = models.TextField(default="")
    public_number = models.IntegerField(null=True, unique=True)  # None until published
    editions: "models.ManyToManyField[Edition, ReleaseItem]" = models.ManyToManyField(
        Edition, through="ReleaseItem"
    )


class ReleaseItem(models.Model):
    """An edition in a release."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="items")
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="item")


class Signature(models.Model):
    """A named person's statement about the exact content of a release."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="signatures")
    name = models.TextField()
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["release", "name"], name="signature_once")]


class Withdrawal(models.Model):
    """A cable taken back; its public remains are a tombstone."""

    cable = models.ForeignKey(Cable, on_delete=models.PROTECT, related_name="withdrawals")
    date = models.DateField()
    reason = models.CharField(max_length=16)  # public reason class, one of WITHDRAWAL_REASONS
    names = PlainJSONField()  # the two people


class Fact(models.Model):
    """A public statement by a person, never counted: total, title, notice, hashtag."""

    name = models.CharField(max_length=32, primary_key=True)
    value = models.TextField()
    by = models.TextField()
    date = models.DateField()


class Acceptance(models.Model):
    """A person let a struck string stand in another cable's edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="acceptances")
    digest = models.CharField(max_length=64)  # SHA-256 of the folded string
    name = models.TextField()
    reason = models.TextField()


class Publication(models.Model):
    """One swap of the public side, written before it and confirmed after it.

    ``plan`` names all that becomes true in the vault when ``current`` points
    at the generation, so that a kill in between can be finished or undone.
    """

    generation = models.IntegerField()
    plan = PlainJSONField()
    done = models.BooleanField(default=False)


class ImportRun(models.Model):
    """One call of ``cableroom import``: read = stored + duplicates + rejected + passed over."""

    started = models.DateTimeField()
    read = models.BigIntegerField(default=0)
    stored = models.BigIntegerField(default=0)
    duplicates = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    finished = models.BooleanField(default=False)


class Reject(models.Model):
    """A record that an import refused, or passed over; its code says which."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rejects")
    file = models.TextField()
    offset = models.BigIntegerField()
    code = models.CharField(max_length=32)


class Entry(models.Model):
    """A line of the journal: who did what to which place.  Never text of a cable."""

    at = models.DateTimeField()
    actor = models.TextField()
    action = models.CharField(max_length=32)
    place = models.TextField()
    detail = PlainJSONField(default=dict)
