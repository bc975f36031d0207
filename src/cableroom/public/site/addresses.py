"""Where things stand on the site: one address for each, the same in pages, feeds and redirects."""

from urllib.parse import quote, urlsplit


def cable_address(reference_id: str, suffix: str = "") -> str:
    """``/cable/07STATE152317``; suffix: ``.json`` or ``.txt``."""
    return f"/cable/{_quoted(reference_id)}{suffix}"


def value_address(facet: str, value: str, suffix: str = "") -> str:
    """``/origin/embassy-baghdad``."""
    return f"/{_quoted(facet)}/{_quoted(value)}{suffix}"


def _quoted(text: str) -> str:
    # Nearly every one holds nothing to quote, and a page has dozens. A "~" needs none either.
    return text if text.isascii() and text.replace("-", "").isalnum() else quote(text, safe="")


def safe_link(address: str) -> str:
    """Return ``address`` where a page may link to it, else ""; only the web, and a host with a dot."""
    if not address.isprintable() or " " in address:
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and "." in host.strip(".") else ""
