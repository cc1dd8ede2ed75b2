"""The support bundle: what helps somebody who helps, and no word of a report.

It is made in memory, looked at file by file, and only then saved. Whatever is gathered goes through
one sieve here: names of files are told only where LibDesk gave them, ids are hashed, secrets and
the name of a home folder are taken out, and of a log only lines that a log can have.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.services.stores import OpenUnit

LISTED_LIMIT = 2_000
"""So many files of the data folder are listed; the others are counted."""

Findings = Callable[[], Iterable[tuple[str, str]]]
"""Looks at the whole database; each check's name and its trouble, "" for none."""


@dataclass(frozen=True, slots=True)
class BundleFile:
    """One file of the bundle.

    Attributes:
        name: its name in the archive.
        about: what it is, in a few words.
        text: all that is in it.
    """

    name: str
    about: str
    text: str

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.text.encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the data folder: its path with slashes, and its bytes."""

    path: str
    size: int


class SupportSources(Protocol):
    """What the bundle is gathered from on this computer."""

    def versions(self) -> Mapping[str, str]:
        """Return what runs here: LibDesk, Python, Qt, SQLite, the system."""

    def settings(self) -> Mapping[str, str]:
        """Return this computer's settings, in words; keys only as "set" or "not set"."""

    def logs(self) -> Mapping[str, str]:
        """Return the log files by their names."""

    def listing(self) -> tuple[Listed, ...]:
        """Return all files of the data folder and of the folder where reports are dropped."""

    def reasons(self) -> Mapping[str, Sequence[str]]:
        """Return why files were set aside, by folder."""

    def outbox_troubles(self) -> tuple[str, ...]:
        """Return what is wrong with the reports that are kept here, as `check` tells it."""

    def free_bytes(self) -> int:
        """Return how much room is left on the disk of the data folder."""

    def home(self) -> str:
        """Return the path of the home folder, which is named after somebody."""

    def write(self, path: str, files: Mapping[str, bytes], at: datetime) -> None:
        """Write the archive to a file that is not there yet.

        Raises:
            Refusal: there is such a file already.
            Unavailable: it could not be written.
        """


@dataclass(frozen=True, slots=True)
class SupportDatabase:
    """The database that the bundle tells of.

    Attributes:
        address: the path of a SQLite file, or a server's URL with its password.
        open_unit: opens a transaction; it raises what keeps the database from opening.
        check: looks at all of it.
    """

    address: str
    open_unit: OpenUnit
    check: Findings


class Support:
    """Gathers and saves the bundle.

    Args:
        sources: this computer.
        database: the desk's database; None for the form, which opens none.
        now: the clock.
        salt: makes the hashes of this bundle its own, so that they can't be joined to others'.
    """

    def __init__(
        self, sources: SupportSources, database: SupportDatabase | None, now: Clock, salt: bytes
    ) -> None:
        self._sources = sources
        self._database = database
        self._now = now
        self._sieve = Sieve(salt, sources.home(), secrets_of(database.address if database else ""))

    def gather(self) -> tuple[BundleFile, ...]:
        """Return the files of the bundle; one that can't be gathered says so in its place."""
        made = (
            ("versions.json", "What runs here", self._versions),
            (
                "settings.json",
                "This computer’s settings, without keys and passwords",
                self._settings,
            ),
            (
                "database.json",
                "How the database is: rows counted, checks made",
                self._about_database,
            ),
            (
                "set-aside.json",
                "The outbox; how many files were set aside, and why",
                self._set_aside,
            ),
            ("files.txt", "Which files are in the data folder; names hidden", self._listing),
        )
        files = [BundleFile(name, about, self._made(make)) for name, about, make in made]
        files += self._logs()
        listed = "\n".join(f"  {one.name:24} {one.about}" for one in files)
        at = self._now().strftime("%Y-%m-%d %H:%M UTC")
        lead = _LEAD.format(at=at, listed=listed)
        return (BundleFile("README.txt", "What this is", lead), *files)

    def save(self, path: str, files: Sequence[BundleFile]) -> None:
        """Write what was looked at into one ZIP file.

        Raises:
            Refusal: there is such a file already, or no name was given.
            Unavailable: it could not be written.
        """
        if not path.strip():
            raise Refusal("Say where the bundle is to be saved.", field="path")
        written = {one.name: one.text.encode("utf-8") for one in files}
        self._sources.write(path, written, self._now())

    def _made(self, make: Callable[[], str]) -> str:
        try:
            return self._sieve.text(make())
        except (Refusal, Unavailable, Conflict) as no:
            return self._sieve.text(f"This could not be read: {no.sentence}")
        except Exception as error:  # noqa: BLE001 - what is broken here is what the bundle is for
            return f"This could not be read: {type(error).__name__}."

    def _versions(self) -> str:
        return _json({**self._sources.versions(), "free_disk_bytes": self._sources.free_bytes()})

    def _settings(self) -> str:
        address = self._database.address if self._database else ""
        where = without_secrets(address) if address else "none: this is the form"
        return _json({**self._sources.settings(), "database": where})

    def _about_database(self) -> str:
        if self._database is None:
            return _json({"opened": False, "why": "The form opens no database."})
        document: dict[str, Any] = {"opened": False}
        try:
            with self._database.open_unit() as unit:
                document |= {"opened": True, "revision": unit.state.revision()}
                document["rows"] = dict(unit.state.counts())
            document["checks"] = {name: why or "sound" for name, why in self._database.check()}
        except (Refusal, Unavailable) as no:
            document["why"] = no.sentence
        return _json(document)

    def _set_aside(self) -> str:
        counted: dict[str, dict[str, int]] = {}
        for folder, reasons in self._sources.reasons().items():
            told = counted.setdefault(folder, {})
            for reason in reasons:
                kind = self._sieve.reason(reason)
                told[kind] = told.get(kind, 0) + 1
        troubles = self._sources.outbox_troubles()
        return _json({"set_aside": counted, "outbox": troubles or "sound"})

    def _listing(self) -> str:
        files = sorted(self._sources.listing(), key=lambda one: one.path)
        lines = [f"{one.size:>12,}  {self._sieve.path(one.path)}" for one in files[:LISTED_LIMIT]]
        left = files[LISTED_LIMIT:]
        if left:
            lines.append(f"{sum(one.size for one in left):>12,}  in {len(left):,} more files")
        return "\n".join(lines) or "There is no file yet."

    def _logs(self) -> list[BundleFile]:
        try:
            found = self._sources.logs()
        except Exception as error:  # noqa: BLE001 - as above
            return [
                BundleFile("logs.txt", "Logs", f"They could not be read: {type(error).__name__}.")
            ]
        return [
            BundleFile(f"logs/{name}", "A log: kinds, places and numbers", self._sieve.log(text))
            for name, text in sorted(found.items())
        ]


_LEAD = """\
LibDesk support bundle of {at}

It holds no report, no answer, no name of a person, no picture, no password and no key.
Names of files that LibDesk did not give are hidden, and so are ids: the same sign means the same
thing within this bundle only.

{listed}
"""


class Sieve:
    """Takes out of a text what must not leave the library.

    Args:
        salt: of the hashes.
        home: the home folder's path; "" for none.
        secrets: texts that must not appear anywhere.
    """

    def __init__(self, salt: bytes, home: str, secrets: Sequence[str]) -> None:
        self._salt = salt
        self._home = home.rstrip("/\\")
        self._secrets = sorted((one for one in secrets if one), key=len, reverse=True)

    def text(self, text: str) -> str:
        """Return it without secrets, home folder and ids."""
        for secret in self._secrets:
            for spelled in (secret, json.dumps(secret)[1:-1]):
                text = text.replace(spelled, "***")
        for spelled in (self._home, json.dumps(self._home)[1:-1]):
            if spelled:
                text = text.replace(spelled, "~")
        text = _ID.sub(lambda found: f"id-{self._hash(found[0].lower())}", text)
        return _NUMBER.sub(lambda found: f"number-{self._hash(found[0])}", text)

    def reason(self, reason: str) -> str:
        """Return why a file was set aside, without what is quoted from it."""
        line = reason.strip().split("\n", 1)[0]
        return self.text(_QUOTED.sub("“…”", line))[:200]

    def path(self, path: str) -> str:
        """Return a path in which only names that LibDesk gives can be read."""
        return "/".join(self._name(part) for part in path.split("/"))

    def log(self, text: str) -> str:
        """Return the lines that a log of LibDesk can have; another one is only counted."""
        kept, left = [], 0
        for line in text.splitlines():
            if _LOG_LINE.fullmatch(line):
                kept.append(line)
            else:
                left += 1
        if left:
            kept.append(f"({left:,} lines that are none of a log were left out)")
        return self.text("\n".join(kept))

    def _name(self, name: str) -> str:
        if _OWN_NAME.fullmatch(name):
            return name
        ids = [f"id-{self._hash(found.lower())}" for found in _ID.findall(name)]
        endings = "".join(_OWN_ENDING.findall(name))
        return f"{'-'.join(ids) or 'name-' + self._hash(name)}{endings}"

    def _hash(self, word: str) -> str:
        return hashlib.sha256(self._salt + word.encode("utf-8", "replace")).hexdigest()[:10]


_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}")
_NUMBER = re.compile(r"\b[A-Z0-9]{1,8}-[0-9A-HJKMNP-TV-Z]{6}\b")
_QUOTED = re.compile("\"[^\"]*\"|“[^”]*”|'[^']*'")
_LOG_LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ [\w.]+: .{0,400}"  # a line of its own
    r"|  [\w./<>-]+:\d+ in [\w.<>]+"  # a call
    r"|[A-Za-z_][\w.]*(?:, and then:)?"  # an exception's type
)
_OWN_NAME = re.compile(
    r"(?:libdesk\.sqlite|site(?:\.last-good)?\.json|shares\.json|reads\.json|contacts\.json"
    r"|windows\.ini|bulletin\.json|(?:desk|form)\.lock|manifest\.json)(?:-wal|-shm|-journal|\.rmlock|\.part)?"
    r"|(?:desk|form|collect|deliver|support|\w{1,12})\.log(?:\.\d)?"
    r"|data|drop|outbox|inbox|drafts|logs|bulletin|backups|replies|quarantine|damaged|done|claimed"
    r"|new|cur|tmp|sent|handed|arrived|parts|keys|lasting"
)
_OWN_ENDING = re.compile(
    r"\.(?:json|report|envelope|state|reply|draft|why|txt|part|sqlite|png|jpg|lock|log|ini|key"
    r"|sealed|picture)\b"
)


def without_secrets(address: str) -> str:
    """Return where a database is, without who opens it and by which password."""
    if "://" not in address:
        return address
    try:
        url = urlsplit(address)
        place = f"{url.hostname or ''}{f':{url.port}' if url.port else ''}"
    except ValueError:
        return "an address that can’t be read"
    return f"{url.scheme}://{place}{url.path}"


def secrets_of(address: str) -> tuple[str, ...]:
    """Return what in a database's address must not be told, as written there and as meant."""
    if "://" not in address:
        return ()
    found = []
    head, _, query = address.partition("?")
    found.append(head.partition("://")[2].rpartition("@")[0].partition(":")[2])
    for pair in re.split("[&;]", query):
        key, _, value = pair.partition("=")
        if any(sign in key.lower() for sign in ("pass", "key", "secret", "token")):
            found.append(value)
    return tuple(dict.fromkeys(one for word in found for one in (word, unquote(word)) if one))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
