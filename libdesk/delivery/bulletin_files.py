"""The bulletin as files: a small signed manifest, and parts named by the hash of their content.

    manifest.json            the date, the desk's words, its keys, the hash of each part; signed
    parts/<sha256>.json      branches, items, notices

The signature covers the manifest's text, and the manifest names every part by its hash, so nothing
in a bulletin can be changed by anybody who merely may write to the folder.
"""

import base64
import json
import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from libdesk.delivery import drop, folders, sealing
from libdesk.delivery.strict import Fields, Unreadable, expect, parse
from libdesk.domain.bulletin import Bulletin, Identity, Notice
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.places import Branch, clean_code
from libdesk.domain.text import LINE_LIMIT, clean_line, clean_text
from libdesk.files import FileSystem, make_folder, write_durably

KIND = "bulletin"
PART_KIND = "bulletin part"
VERSION = 1
SIZE_LIMIT = 2_000_000
"""Bytes of a whole bulletin."""

MANIFEST_LIMIT = 50_000
PARTS = ("branches", "items", "notices")
ROW_LIMIT = 50_000
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

    Raises:
        OSError: the bulletin before it stands.
    """
    parts = _fitting_parts(bulletin)
    place = folder / "parts"
    make_folder(place, mode=folder.stat().st_mode & 0o7777, disk=disk)
    for content in parts.values():
        _write(place / f"{sha256(content).hexdigest()}.json", content, disk, only_changed=True)
    hashes = {name: sha256(content).hexdigest() for name, content in parts.items()}
    text = _canonical(manifest_document(bulletin, sealing.identity_of(*secrets), hashes))
    signature = sealing.sign(_CONTEXT + text.encode(), secrets[1])
    wrapper = {
        "libdesk": KIND,
        "version": VERSION,
        "manifest": text,
        "signature": base64.b64encode(signature).decode("ascii"),
    }
    _write(folder / "manifest.json", _canonical(wrapper).encode(), disk)


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


def assemble(manifest: Manifest, parts: dict[str, bytes]) -> Bulletin:
    """Put a bulletin together from its manifest and its parts.

    Raises:
        Unreadable: a part is damaged.
    """
    rows = {name: _rows(content) for name, content in parts.items()}
    return Bulletin(
        published_at=manifest.published_at,
        collected_at=manifest.collected_at,
        library=manifest.library,
        urgent_phone=manifest.urgent_phone,
        branches=tuple(_branch(row) for row in rows.get("branches", [])),
        items=tuple(_item(row) for row in rows.get("items", [])),
        notices=tuple(_notice(row) for row in rows.get("notices", [])),
    )


def _fitting_parts(bulletin: Bulletin) -> dict[str, bytes]:
    parts = {
        "branches": _part([[branch.code, branch.name] for branch in bulletin.branches]),
        "notices": _part(
            [
                [clean_text(notice.text), notice.branch, notice.since.isoformat()]
                for notice in bulletin.notices
            ]
        ),
    }
    items = [
        [item.tag, item.name, item.kind, item.branch, item.serial, item.computer_name]
        for item in bulletin.items
    ][:ROW_LIMIT]
    left = SIZE_LIMIT - sum(map(len, parts.values()))
    # A form takes any label in words too, so the last items of a huge list may be left out.
    while len(content := _part(items)) > left and items:
        items = items[: len(items) * 3 // 4]
        _LOG.warning("the bulletin holds only the first %d items", len(items))
    return {**parts, "items": content}


def _part(rows: list[list[str]]) -> bytes:
    cleaned = [[value.encode("utf-8", "replace").decode() for value in row] for row in rows]
    document = {"libdesk": PART_KIND, "version": VERSION, "rows": cleaned}
    return _canonical(document).encode()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _write(target: Path, content: bytes, disk: FileSystem, *, only_changed: bool = False) -> None:
    if only_changed:
        try:
            if folders.read_regular(target, limit=SIZE_LIMIT) == content:
                return
        except (OSError, ValueError):
            pass  # not there, or damaged: it is written
    write_durably(target, content, disk=disk)
    drop.share_file(target, target.parent)


def _hashes(entries: dict[str, Any]) -> dict[str, str]:
    hashes = {}
    for name in PARTS:
        if name in entries:
            value = Fields(entries, "the bulletin's parts").needed(name, 64)
            if len(value) != 64 or not set(value) <= set("0123456789abcdef"):
                raise Unreadable("The bulletin names a part that cannot be one.")
            hashes[name] = value
    return hashes


def _rows(content: bytes) -> list[list[str]]:
    document = parse(content, limit=SIZE_LIMIT)
    expect(document, PART_KIND, VERSION)
    rows = Fields(document, "a part of the bulletin").rows("rows", ROW_LIMIT)
    for row in rows:
        if not isinstance(row, list) or not all(isinstance(value, str) for value in row):
            raise Unreadable("A part of the bulletin has a damaged line.")
    return rows


def _branch(row: list[str]) -> Branch:
    code, name = _values(row, 2)
    return Branch(clean_code(code), name)


def _item(row: list[str]) -> Item:
    tag, name, kind, branch, serial, computer_name = _values(row, 6)
    return Item(Tag(tag), name, kind, clean_code(branch), serial, computer_name)


def _notice(row: list[str]) -> Notice:
    _, branch, since = _values(row, 3)
    moment = Fields({"since": since}, "a notice").moment("since")
    return Notice(clean_text(row[0]), clean_code(branch), moment)


def _values(row: list[str], count: int) -> list[str]:
    # A newer desk may say more of each line; what is known here comes first.
    if len(row) < count:
        raise Unreadable("A part of the bulletin has a damaged line.")
    return [clean_line(value) for value in row[:count]]
