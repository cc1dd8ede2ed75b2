"""JSON in one form only, so that the same values have the same hash on every computer."""

import hashlib
import json

from libdesk.delivery.strict import Unreadable


def canonical(value: object) -> str:
    """Return it as JSON: keys in order, no space, every sign as it is.

    Raises:
        RecursionError: it is nested too deep.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(body: object) -> str:
    """Return the SHA-256 of the canonical form, hex.

    Raises:
        Unreadable: it is nested too deep.
    """
    try:
        text = canonical(body)
    except RecursionError as error:
        raise Unreadable("It is nested deeper than any report.") from error
    # A stranger's text may hold lone surrogates; they only have to hash, not to be written.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
