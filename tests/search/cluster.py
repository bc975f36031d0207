"""The cluster of ``make opensearch-up``, where TEST_OPENSEARCH names its nodes; else tests skip."""

import os
from pathlib import Path

import pytest

from cableroom.public.editions.generation import Generation
from cableroom.public.search.base import SearchIndex
from cableroom.public.search.opensearch.cluster import Cluster
from cableroom.public.search.opensearch.index import OpenSearchIndex
from cableroom.public.search.opensearch.loading import load
from cableroom.public.search.tantivy_index import TantivyIndex

ADDRESSES = os.environ.get("TEST_OPENSEARCH", "")


def connect(name: str) -> Cluster:
    """The cluster; a test skips without one, and fails where the one that is named does not answer."""
    if not ADDRESSES:
        pytest.skip("no cluster: make opensearch-up, and name its nodes in TEST_OPENSEARCH")
    return Cluster.connect(ADDRESSES, name)


def loaded(cluster: Cluster, folder: Path, *, replicas: int = 1) -> OpenSearchIndex:
    """The index of the generation in ``folder``, loaded now where it is not yet."""
    generation = Generation.open(folder)
    load(cluster, generation, replicas=replicas)
    return OpenSearchIndex(cluster, generation.number, TantivyIndex.open(generation.path).forms)


def open_opensearch(folder: Path) -> SearchIndex:
    """As the other engines of the shared suite are opened."""
    return loaded(connect("contract"), folder)
