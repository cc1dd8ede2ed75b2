"""Which addresses a paper leads to: the web, mail and telephones, and nothing on a computer."""

from urllib.parse import quote

_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def leads_out(address: str) -> bool:
    """Say whether an address leads to the web, to mail or to a telephone."""
    return address.lower().startswith(_SCHEMES)


def in_ascii(address: str) -> str:
    """Return an address as files have it, its other signs escaped (RFC 3986)."""
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~", errors="replace")
