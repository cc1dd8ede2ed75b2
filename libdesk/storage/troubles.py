"""Troubles with a database, in plain words: what happened, what is safe, what to do.

A library reads these sentences, so each names its cause; "database is locked" is nobody's language.
"""

import re
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError, StatementError

from libdesk.services.errors import Refusal, Unavailable
from libdesk.storage import locks
from libdesk.storage.damage import NOTHING_LOST, damaged


def plain_sqlite(error: sqlite3.Error, database: Path) -> Exception:
    """Return what a failure of a SQLite database means to a person.

    Args:
        error: what the driver raised. A bug comes back unchanged.
        database: the file.
    """
    code = getattr(error, "sqlite_errorcode", 0)
    family = code & 0xFF
    if family in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return busy(database)
    if family in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(database)
    sentences = {
        sqlite3.SQLITE_FULL: f"The disk that holds {database} is full, so this was not saved. "
        f"{NOTHING_LOST} Make room on the disk and try again.",
        sqlite3.SQLITE_READONLY: f"The database {database} may only be read here, so this was not "
        f"saved. {NOTHING_LOST} Ask for the right to write to {database.parent}.",
        sqlite3.SQLITE_PERM: f"The database {database} may not be opened with this login. "
        f"{NOTHING_LOST} Ask for the right to write to {database.parent}.",
        sqlite3.SQLITE_CANTOPEN: f"The database {database} can't be opened: the file or its folder "
        f"is away, or this login may not use it. {NOTHING_LOST} Check the folder and try again.",
        sqlite3.SQLITE_IOERR: f"The disk that holds {database} does not answer as it should, so "
        f"this was not saved. {NOTHING_LOST} Check the disk and try again.",
        sqlite3.SQLITE_NOMEM: f"This computer is out of memory, so this was not done. "
        f"{NOTHING_LOST} Close other programs and try again.",
    }
    sentence = sentences.get(family)
    return Unavailable(sentence) if sentence else error


def busy(database: Path | None) -> Unavailable:
    """Return what it means that nobody else let this one write in time."""
    writers = [lock.holder for lock in locks.on(database) if lock.to_write] if database else []
    who = writers[0] if writers else "another program, perhaps a backup or a second LibDesk"
    return Unavailable(
        f"The database is in use by {who}, and did not become free in time. {NOTHING_LOST} "
        "Try again in a moment."
    )


def plain(error: Exception, database: Path | None) -> Exception:
    """Return what any failure of a database means to a person; a bug comes back unchanged.

    Args:
        error: what SQLAlchemy, a driver or the system raised.
        database: the SQLite file; None for a server.
    """
    cause = _cause(error)
    if isinstance(cause, Refusal):  # a column refused a value before the database saw it
        return cause
    if isinstance(cause, sqlite3.Error) and database is not None:
        told = plain_sqlite(cause, database)
        return error if told is cause else told
    if isinstance(cause, OSError) and database is not None:
        return plain_os(cause, database)
    return plain_server(error) if isinstance(error, DBAPIError) else error


def is_refused_write(error: Exception) -> bool:
    """Say whether a transaction that only reads was asked to write."""
    cause = _cause(error)
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY
    return getattr(cause, "sqlstate", None) == "25006"


def _cause(error: Exception) -> BaseException | None:
    return error.orig if isinstance(error, StatementError) else error


def plain_os(error: OSError, database: Path) -> Unavailable:
    """Return what a failure of the file system means to a person."""
    why = error.strerror or type(error).__name__
    return Unavailable(
        f"The database {database} can't be opened: {why.lower()}. {NOTHING_LOST} "
        "Check the folder and try again."
    )


# PostgreSQL's own codes; the first that fits is taken, whole codes before classes.
_SERVER_SENTENCES = {
    "28P01": "The database server does not accept this password.",
    "28": "The database server does not let this login in.",
    "3D000": "There is no database of this name on the server.",
    "42501": "This login has no right to do that in the database.",
    "53300": "The database server has no free connection; too many programs are using it.",
    "53100": "The disk of the database server is full, so this was not saved.",
    "25006": "The database server only lets this be read; it is a copy of another server.",
    "55P03": "Another program is writing to the database, and did not finish in time.",
    "57014": "The database server took too long and gave up.",
    "57": "The database server is being stopped or started.",
    "40": "Two programs changed the same thing at the same moment.",
    "08": "The database server can't be reached.",
    "53": "The database server has run out of room or memory.",
    "58": "The disk of the database server does not answer as it should.",
    "XX": "The database server reports that its data is damaged.",
}
_SERVER_ADVICE = f"{NOTHING_LOST} Try again; if it stays so, tell whoever looks after the server."

_BAD_CERTIFICATE = (
    "The certificate of the database server is not valid: it may have expired, or be of another "
    "server. Nothing was sent to it."
)
_NO_SUCH_SERVER = (
    "The network knows no database server of this name. It may be misspelled, or this computer may "
    "be offline."
)

# While a connection is being made the server gives no code, only words; these are its own and those
# of its library in English. Of another language at least "FATAL" is the same everywhere.
_CONNECTING = (
    (r"password authentication failed|no password supplied", _SERVER_SENTENCES["28P01"]),
    (r'database ".*" does not exist', _SERVER_SENTENCES["3D000"]),
    (r"too many (?:clients|connections)|remaining connection slots", _SERVER_SENTENCES["53300"]),
    (r"certificate", _BAD_CERTIFICATE),
    (r"resolve host|translate host name", _NO_SUCH_SERVER),
    (r"server does not support SSL", "The database server offers no secure connection."),
    (
        r"database system is (?:starting up|shutting down|not yet accepting)",
        _SERVER_SENTENCES["57"],
    ),
    (r"FATAL:", _SERVER_SENTENCES["28"]),
    (r"", _SERVER_SENTENCES["08"]),
)


def plain_server(error: DBAPIError) -> Exception:
    """Return what a failure of a PostgreSQL server means; a bug comes back unchanged."""
    state = getattr(error.orig, "sqlstate", None) or ""
    if state == "22003":
        return Refusal("That number is too large to be kept; it can have at most 18 digits.")
    for length in (5, 2):
        if sentence := _SERVER_SENTENCES.get(state[:length] if state else ""):
            return Unavailable(f"{sentence} {_SERVER_ADVICE}")
    if error.connection_invalidated or (not state and _is_operational(error)):
        told = str(error.orig)
        sentence = next(sentence for words, sentence in _CONNECTING if re.search(words, told))
        return Unavailable(f"{sentence} {_SERVER_ADVICE}")
    return error


def _is_operational(error: DBAPIError) -> bool:
    return type(error).__name__ in {"OperationalError", "InterfaceError"}
