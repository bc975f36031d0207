"""``cableroom-reader load-index``: fill a cluster of OpenSearch with the published generation."""

from pathlib import Path

import click

from cableroom.public.editions.errors import GenerationMissing
from cableroom.public.editions.generation import Generation
from cableroom.public.search.errors import NothingPublished, OpenSearchNotStated
from cableroom.public.search.opensearch.cluster import Cluster
from cableroom.public.search.opensearch.loading import load


@click.command("load-index")
@click.option(
    "--shards",
    type=click.IntRange(1, 1024),
    default=3,
    show_default=True,
    help="Parts of a new index; about one for 30 GB, and at least one for each node.",
)
@click.option(
    "--replicas",
    type=click.IntRange(0, 10),
    default=1,
    show_default=True,
    help="Further copies of each part; so many nodes may fail.",
)
@click.pass_obj
def load_index_command(published: Path, shards: int, replicas: int) -> None:
    """Fill the OpenSearch of the settings with what is published.

    Indexes of generations that are no longer there are removed first: after `withdraw`, run it at once. A
    load that was broken off goes on where it was. The reading room turns to the new index by itself.

    Exit status: 0 the index is whole, 1 it is not.

    Example: CABLEROOM_OPENSEARCH=http://127.0.0.1:9201 cableroom-reader load-index
    """
    # Reads the environment; it raises the wall.
    from cableroom.settings.public import CABLEROOM_OPENSEARCH, CABLEROOM_OPENSEARCH_NAME  # noqa: PLC0415

    if not CABLEROOM_OPENSEARCH:
        raise OpenSearchNotStated("no cluster is stated")
    cluster = Cluster.connect(CABLEROOM_OPENSEARCH, CABLEROOM_OPENSEARCH_NAME)
    try:
        generation = Generation.open(published / "current")
    except GenerationMissing:
        raise NothingPublished(f"there is no generation in {published}") from None
    load(cluster, generation, shards=shards, replicas=replicas, progress=_tell)
    click.echo(f"{cluster.index(generation.number)} is whole; {cluster.alias} leads to it")


def _tell(done: int, count: int) -> None:
    click.echo(f"{done:,} of {count:,} cables")
