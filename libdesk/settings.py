"""This computer's site settings: which branch it stands in, where reports go, whose key to trust.

One small JSON file in the data folder. A broken file never stops a report: the last good one is
used, and the reader is told.
"""

import base64
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from libdesk import files

KNOWN_KEYS = frozenset(
    {"branch", "share", "lasting_outbox", "resets_at_restart", "seal_key", "verify_key", "public"}
    | {"pictures"}
)
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Site:
    """What this computer was told about its library.

    Attributes:
        branch: the code of the branch it stands in; "" when not set.
        share: the folder where reports are dropped; None for this computer's own.
        lasting_outbox: where reports are kept on computers that are reset at restart.
        resets_at_restart: the computer forgets what is written to it.
        public: the public uses it: no names of users or printers are read.
        pictures: pictures of the screen may be sent from here; None where nothing is said: then
            they may, but not from a computer that the public uses.
        seal_key: the desk's public key, 32 bytes; b"" until it is known.
        verify_key: the key that the desk signs its bulletin with, 32 bytes; b"" until known.
    """

    branch: str = ""
    share: Path | None = None
    lasting_outbox: Path | None = None
    resets_at_restart: bool = False
    public: bool = False
    pictures: bool | None = None
    seal_key: bytes = b""
    verify_key: bytes = b""


class Loaded(NamedTuple):
    """Settings, and a plain sentence when they are not the ones in the file."""

    site: Site
    notice: str = ""


def load(path: Path) -> Loaded:
    """Read the site settings; where they are broken, the last good ones, and say so."""
    try:
        return Loaded(parse(files.read_json(path, limit=100_000)))
    except FileNotFoundError:
        return Loaded(Site())
    except (OSError, ValueError) as error:
        trouble = error.strerror if isinstance(error, OSError) else str(error)
    kept = _last_good(path)
    try:
        site = parse(files.read_json(kept, limit=100_000))
    except (OSError, ValueError):
        return Loaded(
            Site(),
            f"The settings in {path} can't be read ({trouble}). Reports are kept on this "
            "computer until IT mends them.",
        )
    return Loaded(
        site, f"The settings in {path} can't be read ({trouble}). The last good ones are in use."
    )


def save(path: Path, site: Site) -> None:
    """Write the settings, and a second copy as the last good one.

    Raises:
        OSError: they could not be written; the old ones stand.
    """
    files.make_folder(path.parent)
    files.write_json(path, to_json(site))
    files.write_json(_last_good(path), to_json(site))


def to_json(site: Site) -> dict[str, Any]:
    """Return the settings as the JSON object of the site file, without what is not set."""
    document: dict[str, Any] = {}
    if site.branch:
        document["branch"] = site.branch
    if site.share is not None:
        document["share"] = str(site.share)
    if site.lasting_outbox is not None:
        document["lasting_outbox"] = str(site.lasting_outbox)
    if site.resets_at_restart:
        document["resets_at_restart"] = True
    if site.public:
        document["public"] = True
    if site.pictures is not None:
        document["pictures"] = site.pictures
    if site.seal_key:
        document["seal_key"] = base64.b64encode(site.seal_key).decode("ascii")
    if site.verify_key:
        document["verify_key"] = base64.b64encode(site.verify_key).decode("ascii")
    return document


def parse(document: Any) -> Site:  # noqa: ANN401 - JSON edge
    """Read a site file's JSON object.

    Raises:
        ValueError: it is no object, a key is unknown, or a value is not of its kind; named.
    """
    if not isinstance(document, dict):
        raise ValueError("it is not a list of settings")
    if unknown := sorted(set(document) - KNOWN_KEYS):
        raise ValueError(f"it has settings that are not known: {', '.join(unknown)}")
    for key in ("resets_at_restart", "public", "pictures"):
        if not isinstance(document.get(key, False), bool):
            raise ValueError(f"{key} must be true or false")
    return Site(
        branch=_text(document, "branch"),
        share=_folder(document, "share"),
        lasting_outbox=_folder(document, "lasting_outbox"),
        resets_at_restart=document.get("resets_at_restart", False),
        public=document.get("public", False),
        pictures=document.get("pictures"),
        seal_key=_key(document, "seal_key"),
        verify_key=_key(document, "verify_key"),
    )


def may_take_pictures(site: Site) -> bool:
    """Say whether pictures of the screen may be sent from this computer."""
    return not site.public if site.pictures is None else site.pictures


def trust(site: Site, seal_key: bytes, verify_key: bytes) -> Site:
    """Return the settings with the desk's keys in them."""
    return replace(site, seal_key=seal_key, verify_key=verify_key)


def _text(document: dict[str, Any], key: str) -> str:
    value = document.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} must be text")
    return value


def _folder(document: dict[str, Any], key: str) -> Path | None:
    value = _text(document, key)
    if "\0" in value:
        raise ValueError(f"{key} is not a folder's name")
    try:
        return Path(value).expanduser() if value else None
    except RuntimeError as error:
        raise ValueError(f"{key} names a home folder that is not there") from error


def _key(document: dict[str, Any], key: str) -> bytes:
    try:
        value = base64.b64decode(_text(document, key), validate=True)
    except ValueError as error:
        raise ValueError(f"{key} is not a key") from error
    if value and len(value) != _KEY_BYTES:
        raise ValueError(f"{key} is not a key")
    return value


def _last_good(path: Path) -> Path:
    return path.with_name(f"{path.stem}.last-good{path.suffix}")
