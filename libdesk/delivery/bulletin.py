"""The bulletin board: the staff side of the bulletin, with the last genuine one kept here.

What is believed is what the desk's key has signed. A computer that was given the key with its site
settings believes no other; one that was given none believes the first bulletin that it meets, and
from then on only that desk.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from libdesk.delivery import bulletin_files, bulletin_parts, folders
from libdesk.delivery.bulletin_files import Manifest
from libdesk.delivery.canonical import canonical
from libdesk.delivery.strict import Fields, Unreadable, parse
from libdesk.domain.bulletin import Bulletin, Identity
from libdesk.files import DISK, FileSystem, make_folder, write_durably
from libdesk.services.ports import Clock

FUTURE_TOLERANCE = timedelta(hours=24)
"""A bulletin dated further ahead would outlast every genuine one after it."""

_NOBODY = Identity(b"", b"")
_LOG = logging.getLogger(__name__)


class FolderBoard:
    """The BulletinBoard port on a drop folder.

    Args:
        folder: the drop folder.
        cache: a folder on this computer for the last genuine bulletin.
        trusted: the desk's keys from the site settings; None when there are none. An empty key in
            it stands for any.
        trust: called once with the keys of the first desk met, to note them in the settings.
        now: the clock.
        disk: the file system, or a drill's.
    """

    def __init__(
        self,
        folder: Path,
        cache: Path,
        *,
        trusted: Identity | None,
        trust: Callable[[Identity], None],
        now: Clock,
        disk: FileSystem = DISK,
    ) -> None:
        self._folder = folder / "bulletin"
        self._cache = cache
        self._given = trusted or _NOBODY
        self._met = _NOBODY
        self._trust = trust
        self._now = now
        self._disk = disk
        self._kept: Bulletin | None = None
        self._was_read = False

    def kept(self) -> Bulletin | None:
        """Return the bulletin kept on this computer, without asking anybody."""
        if not self._was_read:
            self._was_read = True
            self._read_cache()
        return self._kept

    def latest(self) -> Bulletin | None:
        """Fetch the newest genuine bulletin; where that fails, return the one kept here."""
        kept = self.kept()
        try:
            content = folders.read_regular(
                self._folder / "manifest.json", limit=bulletin_files.MANIFEST_LIMIT
            )
            manifest = bulletin_files.read_manifest(content)
            self._meet(manifest.identity)
            self._expect_date(manifest)
            if kept is not None and self._outlasts(kept, manifest):
                return kept
            parts = bulletin_files.read_parts(manifest, self._folder)
            fresh, parts = bulletin_files.assemble(manifest, parts)
        except FileNotFoundError:
            return kept
        except (OSError, ValueError) as error:
            _LOG.info("no bulletin could be fetched: %s", type(error).__name__)
            return kept
        except Unreadable as error:
            _LOG.warning("a bulletin was not believed: %s", error.reason)
            return kept
        self._kept = fresh
        self._write_cache(manifest, fresh, parts)
        return fresh

    def seal_key(self) -> bytes:
        """Return the desk's public key, fetching a bulletin when none is known; b"" for none."""
        if not (self._given.seal_key or self._met.seal_key):
            self.latest()
        return self._given.seal_key or self._met.seal_key

    def _expect_date(self, manifest: Manifest) -> None:
        if self._is_ahead(manifest.published_at):
            raise Unreadable("It comes from the future.")

    def _outlasts(self, kept: Bulletin, manifest: Manifest) -> bool:
        # What was fetched while this computer's clock was ahead outlasts nothing.
        is_newest = kept.published_at >= manifest.published_at
        return is_newest and not self._is_ahead(kept.published_at)

    def _is_ahead(self, published_at: datetime) -> bool:
        return published_at > self._now() + FUTURE_TOLERANCE

    def _meet(self, identity: Identity) -> None:
        if not (_is_same(identity, self._given) and _is_same(identity, self._met)):
            raise Unreadable("It is signed by another desk than the one that is trusted here.")
        if self._met == _NOBODY:
            self._met = identity
            if not (self._given.seal_key and self._given.verify_key):
                self._trust(identity)

    def _read_cache(self) -> None:
        try:
            content = folders.read_regular(
                self._cache / "bulletin.json", limit=2 * bulletin_files.SIZE_LIMIT
            )
            self._kept, self._met = _from_cache(content, self._given)
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            _LOG.info("no kept bulletin could be read: %s", type(error).__name__)
        except Unreadable as error:
            _LOG.warning("the kept bulletin is not used: %s", error.reason)

    def _write_cache(self, manifest: Manifest, fresh: Bulletin, parts: dict[str, bytes]) -> None:
        content = _to_cache(manifest, fresh, parts)
        try:
            make_folder(self._cache, disk=self._disk)
            write_durably(self._cache / "bulletin.json", content, disk=self._disk)
        except OSError as error:
            _LOG.warning("the bulletin could not be kept: %s", error.strerror)


def _is_same(identity: Identity, trusted: Identity) -> bool:
    return trusted.seal_key in (b"", identity.seal_key) and trusted.verify_key in (
        b"",
        identity.verify_key,
    )


def _to_cache(manifest: Manifest, fresh: Bulletin, parts: dict[str, bytes]) -> bytes:
    body = {
        "manifest": bulletin_files.manifest_document(fresh, manifest.identity, manifest.parts),
        "parts": {name: content.decode("utf-8", "replace") for name, content in parts.items()},
    }
    return canonical({"sha256": _hash(body), "body": body}).encode("utf-8", "replace")


def _from_cache(content: bytes, given: Identity) -> tuple[Bulletin, Identity]:
    fields = Fields(parse(content, limit=2 * bulletin_files.SIZE_LIMIT), "the bulletin")
    declared = fields.line("sha256", 64)
    body = fields.mapping("body", 10)
    if _hash(body) != declared:
        raise Unreadable("It is damaged.")
    manifest = bulletin_files.read_signed(Fields(body, "it").mapping("manifest", 20))
    if not _is_same(manifest.identity, given):
        raise Unreadable("It is another desk's.")
    texts = Fields(body, "it").mapping("parts", 20)
    parts = {
        name: str(text).encode("utf-8", "replace")
        for name, text in texts.items()
        if name in bulletin_parts.ROW_LIMITS
    }
    bulletin, _ = bulletin_files.assemble(manifest, parts)
    return bulletin, manifest.identity


def _hash(body: object) -> str:
    return sha256(canonical(body).encode("utf-8", "replace")).hexdigest()
