"""The tables of a generation's database, ``generation.sqlite3``.

A row IS published; there is no flag and no number of the vault.  The gate
builds these tables with ``schema_editor``; the public process reads them
through ``public.editions.generation``, never through the ORM.
All text columns hold UTF-8; times are ISO 8601 UTC, dates ``YYYY-MM-DD``.
"""

from typing import ClassVar

from django.db import models


class PublicEdition(models.Model):
    """The newest public edition of one cable."""

    ordinal = models.IntegerField(primary_key=True)  # place in reference-id order, from 0
    reference_id = models.CharField(max_length=64, unique=True)
    number = models.IntegerField()  # public edition number, from 1
    created = models.CharField(max_length=20, null=True)  # 2007-11-03T05:03:00Z
    released = models.CharField(max_length=10)  # date of the release
    release = models.IntegerField()  # public number of the release
    origin = models.TextField(null=True)  # Embassy Bern
    classification = models.TextField(null=True)
    subject = models.TextField(null=True)
    tags = models.JSONField()  # ["PREL", "PGOV"]
    captions = models.JSONField()  # ["SIPDIS", "NOFORN"]
    precedence = models.CharField(max_length=16, null=True)  # IMMEDIATE, for action
    has = models.JSONField()  # what it holds, of public.editions.held.HAS
    languages = models.JSONField()  # ["en", "es"], codes of telegram.language, the most of it first
    coverage = models.JSONField()  # ["https://..."]
    # What the record's source stated: created, origin, classification, coverage.  The columns above may
    # also be filled from the text; the commitment covers the text and these, never a parse.
    stated = models.JSONField()
    nonce = models.CharField(max_length=64)  # hex; salt of the commitment
    commitment = models.CharField(max_length=64)  # hex; see public.editions.commitment
    marks = models.JSONField()  # [[start, end], ...] of true redaction marks, code points of the text
    anchors = models.JSONField()  # [["p3", 1200], ...] frozen at the first publication
    # Last of the columns, so that a list reads over the small ones without paging through the texts.
    text = models.BinaryField()  # zstd of the public bytes
    telegram = models.BinaryField()  # zstd of JSON: Telegram.as_dict() + "body_start", of the public text

    # Not columns, but what a process that parsed the text passes on beside the row.
    reading: tuple[bytes, bytes] | None = None
    """``projection.Reading`` of its text, for the checks of the build; None where it was not parsed here."""
    named: tuple[str, ...] | None = None
    """``held.named_in`` its telegram; None where nobody has looked."""
    sketch: list[int] | None = None
    """``shingles.sketch`` of its text; None where nobody has looked."""

    class Meta:
        db_table = "edition"
        indexes: ClassVar = [models.Index(fields=["-released", "-release", "ordinal"], name="edition_latest")]


class Citation(models.Model):
    """One published cable cites another published cable."""

    ordinal = models.IntegerField(primary_key=True)
    source = models.CharField(max_length=64)
    target = models.CharField(max_length=64)

    class Meta:
        db_table = "citation"
        indexes: ClassVar = [models.Index(fields=["target"], name="citation_target")]


class Copy(models.Model):
    """Two published cables have the same or nearly the same public text; see public.editions.copies."""

    ordinal = models.IntegerField(primary_key=True)
    first = models.CharField(max_length=64)  # the lower reference id
    second = models.CharField(max_length=64)
    likeness = models.IntegerField()  # hundredths, rounded down: 100 is the same words
    # Whether the text calls itself a corrected copy.
    first_corrected = models.BooleanField()
    second_corrected = models.BooleanField()

    class Meta:
        db_table = "copy"
        indexes: ClassVar = [
            models.Index(fields=["first"], name="copy_first"),
            models.Index(fields=["second"], name="copy_second"),
        ]


class FacetCount(models.Model):
    """How many published cables have a value of a facet."""

    ordinal = models.IntegerField(primary_key=True)  # order of display within the facet
    facet = models.CharField(max_length=32)  # name in public.search.facets.FACETS
    value = models.TextField()  # part of the address: embassy-bern, PREL, 2007-11
    label = models.TextField()  # Embassy Bern
    count = models.IntegerField()

    class Meta:
        db_table = "facet_count"
        indexes: ClassVar = [models.Index(fields=["facet", "value"], name="facet_value")]


class PublicRelease(models.Model):
    """A published batch."""

    number = models.IntegerField(primary_key=True)
    date = models.CharField(max_length=10)
    title = models.TextField()
    note = models.TextField()
    count = models.IntegerField()  # cables of it that stand in this generation

    class Meta:
        db_table = "release"


class Tombstone(models.Model):
    """What stays in public of a withdrawn cable."""

    reference_id = models.CharField(primary_key=True, max_length=64)
    date = models.CharField(max_length=10)
    reason = models.CharField(max_length=16)

    class Meta:
        db_table = "tombstone"


class PublicFact(models.Model):
    """A stated fact: total, title, notice, hashtag."""

    name = models.CharField(primary_key=True, max_length=32)
    value = models.TextField()
    date = models.CharField(max_length=10)

    class Meta:
        db_table = "fact"
