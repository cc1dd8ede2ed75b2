"""The bulletin as files: a small signed manifest, and parts named by the hash of their content.

    manifest.json            the date, the desk's words, its keys, the hash of each part; signed
    parts/<sha256>.json      the rows of one part; bulletin_parts.py knows what they mean

The signature covers the manifest's text, and the manifest names every part by its hash, so nothing
in a bulletin can be changed by anybody who merely may write to the folder.
"""

import base64
import logging
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from libdesk.delivery import bulletin_parts, drop, folders, sealing
from libdesk.delivery.canonical import canonical
from libdesk.delivery.strict import Fields, Unreadable, expect, parse
from libdesk.domain.bulletin import Bulletin, Identity
from libdesk.domain.text import LINE_LIMIT, clean_line
from libdesk.files import FileSystem, make_folder, write_durably

KIND = "bulletin"
PART_KIND = "bulletin part"
VERSION = 1
SIZE_LIMIT = 2_000_000
"""Bytes of a whole bulletin."""

MANIFEST_LIMIT = 50_000
_PART = re.compile(r"\.?(?P<hash>[0-9a-f]{64})\.json(\.part)?")
_UNNAMED_S = 3600
"""How long a part stays that no manifest names: another desk may be about to name it."""

_CONTEXT = b"libdesk bulletin 1\n"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The signed half of a bulletin.

    Attributes:
        published_at: when it was written (aware, UTC).
        collected_at: when the desk last collected (aware, UTC).
        library: the library's name.
        urgent_phone: whom to call when it can't wait.
        identity: the desk's public keys.
        parts: the hash of each part's content, hex.
    """

    published_at: datetime
    collected_at: datetime
    library: str
    urgent_phone: str
    identity: Identity
    parts: dict[str, str]


def publish(
    bulletin: Bulletin, folder: Path, secrets: tuple[bytes, bytes], disk: FileSystem
) -> None:
    """Write a bulletin; the manifest last, so that whoever reads it finds all parts.

    Parts that neither this one nor the one before names are removed once they are an hour old: what
    was taken back must not lie on a share for good, and a form may be reading the one before.

    Raises:
        OSError: the bulletin before it stands.
    """
    parts = _fitting_parts(bulletin)
    place = folder / "parts"
    before = _named_parts(folder / "manifest.json")
    make_folder(place, mode=folder.stat().st_mode & 0o7777, parents=False, disk=disk)
    for content in parts.values():
        _write(place / f"{sha256(content).hexdigest()}.json", content, disk, only_changed=True)
    hashes = {name: sha256(content).hexdigest() for name, content in parts.items()}
    text = canonical(manifest_document(bulletin, sealing.identity_of(*secrets), hashes))
    signature = sealing.sign(_CONTEXT + text.encode(), secrets[1])
    wrapper = {
        "libdesk": KIND,
        "version": VERSION,
        "manifest": text,
        "signature": base64.b64encode(signature).decode("ascii"),
    }
    _write(folder / "manifest.json", canonical(wrapper).encode(), disk)
    _remove_parts(place, keep=before | set(hashes.values()), now=folder / "manifest.json")


def manifest_document(
    bulletin: Bulletin, identity: Identity, hashes: dict[str, str]
) -> dict[str, Any]:
    """Return what is signed."""
    return {
        "published_at": bulletin.published_at.isoformat(),
        "collected_at": bulletin.collected_at.isoformat(),
        "library": clean_line(bulletin.library),
        "urgent_phone": clean_line(bulletin.urgent_phone),
        "seal_key": base64.b64encode(identity.seal_key).decode("ascii"),
        "verify_key": base64.b64encode(identity.verify_key).decode("ascii"),
        "parts": hashes,
    }


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest and check that it is signed by the key which it carries.

    Whether that key is the desk's is for the caller to judge.

    Raises:
        Unreadable: it is damaged, hostile or not signed.
    """
    document = parse(content, limit=MANIFEST_LIMIT)
    expect(document, KIND, VERSION)
    text, signature = document.get("manifest"), Fields(document, "the bulletin").octets("signature")
    if not isinstance(text, str):
        raise Unreadable("The bulletin has no manifest.")
    signed = text.encode("utf-8", "surrogatepass")
    manifest = read_signed(parse(signed, limit=MANIFEST_LIMIT))
    if not sealing.is_signed(_CONTEXT + signed, signature, manifest.identity.verify_key):
        raise Unreadable("The bulletin is not signed by the key that it carries.")
    return manifest


def read_signed(document: dict[str, Any]) -> Manifest:
    """Read what is signed.

    Raises:
        Unreadable: a part of it is missing or damaged.
    """
    fields = Fields(document, "the bulletin")
    manifest = Manifest(
        published_at=fields.moment("published_at"),
        collected_at=fields.moment("collected_at"),
        library=fields.line("library", LINE_LIMIT),
        urgent_phone=fields.line("urgent_phone", LINE_LIMIT),
        identity=Identity(
            fields.octets("seal_key", sealing.KEY_BYTES),
            fields.octets("verify_key", sealing.KEY_BYTES),
        ),
        parts=_hashes(fields.mapping("parts", 20)),
    )
    fields.end()
    return manifest


def read_parts(manifest: Manifest, folder: Path) -> dict[str, bytes]:
    """Read the parts that a manifest names.

    Raises:
        OSError: one is not there.
        Unreadable: one is not what the manifest says, or all are larger than a bulletin.
    """
    parts: dict[str, bytes] = {}
    left = SIZE_LIMIT
    for name, declared in manifest.parts.items():
        try:
            content = folders.read_regular(folder / "parts" / f"{declared}.json", limit=left)
        except ValueError as error:
            raise Unreadable("The bulletin is larger than a bulletin can be.") from error
        if sha256(content).hexdigest() != declared:
            raise Unreadable("A part of the bulletin is damaged.")
        parts[name] = content
        left -= len(content)
    return parts


def assemble(manifest: Manifest, parts: dict[str, bytes]) -> tuple[Bulletin, dict[str, bytes]]:
    """Put a bulletin together from its manifest and its parts.

    A part that makes no sense is left out: the desk has signed the rest all the same.

    Returns:
        The bulletin, and the parts that are in it.
    """
    found: dict[str, Any] = {}
    for name, content in parts.items():
        try:
            found[name] = bulletin_parts.read(name, _rows(content))
        except Unreadable as error:
            _LOG.warning("the %s of a bulletin are left out: %s", name, error.reason)
    bulletin = Bulletin(
        published_at=manifest.published_at,
        collected_at=manifest.collected_at,
        library=manifest.library,
        urgent_phone=manifest.urgent_phone,
        **found,
    )
    return bulletin, {name: parts[name] for name in found}


def _fitting_parts(bulletin: Bulletin) -> dict[str, bytes]:
    rows = bulletin_parts.rows_of(bulletin)
    items = rows.pop("items")
    parts = {name: _part(lines) for name, lines in rows.items()}
    left = SIZE_LIMIT - sum(map(len, parts.values()))
    # A form takes any label in words too, so the last items of a huge list may be left out.
    while len(content := _part(items)) > left and items:
        items = items[: len(items) * 3 // 4]
        _LOG.warning("the bulletin holds only the first %d items", len(items))
    return {**parts, "items": content}


def _part(rows: list[list[str]]) -> bytes:
    cleaned = [[value.encode("utf-8", "replace").decode() for value in row] for row in rows]
    document = {"libdesk": PART_KIND, "version": VERSION, "rows": cleaned}
    return canonical(document).encode()


def _write(target: Path, content: bytes, disk: FileSystem, *, only_changed: bool = False) -> None:
    if only_changed:
        try:
            if folders.read_regular(target, limit=SIZE_LIMIT) == content:
                return
        except (OSError, ValueError):
            pass  # not there, or damaged: it is written
    write_durably(target, content, disk=disk)
    drop.share_file(target, target.parent)


def _named_parts(manifest: Path) -> set[str]:
    try:
        content = folders.read_regular(manifest, limit=MANIFEST_LIMIT)
        return set(read_manifest(content).parts.values())
    except (OSError, ValueError, Unreadable):
        return set()


def _remove_parts(place: Path, *, keep: set[str], now: Path) -> None:
    """Remove old parts, and what a crash left of one that was being written.

    Args:
        place: the folder of the parts.
        keep: the hashes of those that stay.
        now: a file that was just written; its time is the clock of whoever keeps the folder.
    """
    with suppress(OSError):  # what can't be removed now is when the next bulletin is written
        old = now.stat().st_mtime - _UNNAMED_S
        for name in folders.names(place):
            match = _PART.fullmatch(name)
            if match is None or match["hash"] in keep:
                continue
            with suppress(OSError):
                facts = (place / name).lstat()
                if stat.S_ISREG(facts.st_mode) and facts.st_mtime < old:
                    (place / name).unlink()


def _hashes(entries: dict[str, Any]) -> dict[str, str]:
    hashes = {}
    for name in bulletin_parts.ROW_LIMITS:
        if name in entries:
            value = Fields(entries, "the bulletin's parts").needed(name, 64)
            if len(value) != 64 or not set(value) <= set("0123456789abcdef"):
                raise Unreadable("The bulletin names a part that cannot be one.")
            hashes[name] = value
    return hashes


def _rows(content: bytes) -> list[list[str]]:
    document = parse(content, limit=SIZE_LIMIT)
    expect(document, PART_KIND, VERSION)
    rows = Fields(document, "a part of the bulletin").rows(
        "rows", max(bulletin_parts.ROW_LIMITS.values())
    )
    for row in rows:
        if not isinstance(row, list) or not all(isinstance(value, str) for value in row):
            raise Unreadable("A part of the bulletin has a damaged line.")
    return rows
