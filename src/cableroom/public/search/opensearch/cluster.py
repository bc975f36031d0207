"""A cluster of OpenSearch as we speak to it: over HTTP, and no fault repeats a word of a query.

The library is an extra: ``pip install 'cableroom[opensearch]'``.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Self
from urllib.parse import urlsplit

from cableroom.public.search.errors import OpenSearchNotInstalled, SearchUnavailable

_SECONDS: Final = 30
"""For one answer of one node."""
_RETRIES: Final = 4
"""Other nodes, or the same again, that are asked where one does not answer."""
_RETRIED: Final = (429, 502, 503, 504)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes that hold the indexes of an archive. Make it with ``connect``; for any number of threads."""

    name: str
    """Of the archive within the cluster, lower case; its indexes are ``cables-NAME-000042``."""
    client: Any
    """An ``opensearchpy.OpenSearch``; the library is not there for everybody."""

    @classmethod
    def connect(cls, addresses: str, name: str) -> Self:
        """Return the cluster at ``addresses``, as ``address_list`` reads them; asks nothing yet.

        Raises OpenSearchNotInstalled ("opensearch-not-installed").
        """
        try:
            from opensearchpy import OpenSearch  # noqa: PLC0415 - an extra
        except ImportError:
            raise OpenSearchNotInstalled("the library opensearch-py is not installed") from None
        # It tells of each node that does not answer, with the address; we say what came of it.
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)
        client = OpenSearch(
            address_list(addresses),
            timeout=_SECONDS,
            max_retries=_RETRIES,
            retry_on_timeout=True,
            retry_on_status=_RETRIED,
        )
        return cls(name, client)

    def index(self, number: int) -> str:
        """The name of the index of generation ``number``."""
        return f"{self.alias}-{number:06}"

    @property
    def alias(self) -> str:
        """The name that leads to the index loaded last."""
        return f"cables-{self.name}"

    def send(
        self, method: str, path: str, body: Json | None = None, *, seconds: int = _SECONDS, **params: str
    ) -> Json:
        """Return the answer of the cluster; ``{}`` where there is no such index.

        seconds: how long one node may take.
        Raises SearchUnavailable ("search-unavailable"): no node answers, or what it answers is a fault.
        """
        from opensearchpy.exceptions import OpenSearchException  # noqa: PLC0415 - an extra

        wanted: Mapping[str, Any] = params | {"request_timeout": seconds}
        try:
            answer: Json = self.client.transport.perform_request(method, path, params=wanted, body=body)
        except OpenSearchException as exc:
            status, kind = (*exc.args, None)[:2]
            if status == HTTPStatus.NOT_FOUND:
                return {}
            # Not ``from exc``: its words may hold what somebody looked for.
            reason = f"{kind} ({status})" if isinstance(status, int) else "no node answers"
            raise SearchUnavailable(f"the cluster did not answer: {reason}") from None
        return answer


def address_list(addresses: str) -> list[str]:
    """``http://one:9200,http://two:9200`` as a list.

    Raises ValueError for one that is not a scheme, a host, perhaps a name and password, perhaps a port.
    """
    found = [address.strip() for address in addresses.split(",") if address.strip()]
    for address in found:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("it does not begin with http:// or https:// and a host")
        if parts.path.rstrip("/") or parts.query or parts.fragment:
            raise ValueError("there is more than scheme, host and port")
        _ = parts.port  # raises ValueError for one that is no port
    return found
