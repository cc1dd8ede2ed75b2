"""One desk per data folder: a lock that decides, and a socket that only brings the window forward.

The lock is the truth; whoever cannot take it is second. The socket carries one of a few fixed words
and is never trusted with more: on Windows two servers may listen on one name, and anybody may
squat it. A start never fails because of the socket.
"""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from libdesk.files import make_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

RAISE = b"raise\n"
RAISED = b"raised\n"
COPY = b"copy\n"
COPYING = b"copying\n"
_ANSWERS = {RAISE: RAISED, COPY: COPYING}
_VERB_LIMIT = 64
_PATIENCE_MS = 1000
_PAUSE_S = 0.1
_WRITING_TAKES_S = 10


class SingleInstance(QObject):
    """Holds a data folder for one face; tells when a second start asks to see the first.

    Args:
        face: "desk" or "form".
        root: the data folder.
    """

    raise_requested = Signal()
    copy_requested = Signal()

    def __init__(self, face: str, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        make_folder(root)
        self._lock = QLockFile(str(root / f"{face}.lock"))
        # Locks here live for days; only a dead process makes one stale, never its age.
        self._lock.setStaleLockTime(0)
        self._face = face
        self._root = root
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Take the folder; False when another process has it."""
        return self._lock.tryLock(0) or (self._remove_half_written() and self._lock.tryLock(0))

    def is_held(self) -> bool:
        """Say, where `take` failed, whether another process has it; if not, no lock can be made."""
        return self._lock.error() is QLockFile.LockError.LockFailedError

    def holder(self) -> str:
        """Return who has the folder, in words: the process and computer that the lock names."""
        process, host, _program = self._lock.getLockInfo()
        return f"process {process} on {host}" if process else "another process"

    def listen(self) -> None:
        """Let later starts bring this window forward; where that is impossible, go on without."""
        from PySide6.QtNetwork import QLocalServer  # after the first paint: it costs 10 ms

        name = _socket_name(self._face, self._root)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # The lock is ours, so a socket file of this name is left from a crash.
        QLocalServer.removeServer(name)
        if server.listen(name):
            server.newConnection.connect(self._on_connection)
            self._server = server

    def ask_to_raise(self, wait_s: float = 0) -> bool:
        """Ask the first start to show its window; say whether it did, two seconds after `wait_s`.

        Args:
            wait_s: seconds that it may need until it listens: it may be opening still.
        """
        end = time.monotonic() + wait_s
        while not (heard := self._ask(RAISE)) and time.monotonic() < end:
            time.sleep(_PAUSE_S)  # no window is there that could freeze
        return heard

    def ask_to_copy(self) -> bool:
        """Ask the first start to copy its database; say within two seconds whether it began."""
        return self._ask(COPY)

    def _ask(self, verb: bytes) -> bool:
        """Say a word and wait for its answer.

        Bytes that were taken prove nothing: whoever squats the name takes them too. The first
        start answers with a word of its own.
        """
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(_socket_name(self._face, self._root))
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.write(verb)
        socket.flush()
        said = socket.read(_VERB_LIMIT).data() if socket.waitForReadyRead(_PATIENCE_MS) else b""
        heard = said == _ANSWERS[verb]
        socket.abort()
        return heard

    def release(self) -> None:
        """Give the folder back."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _remove_half_written(self) -> bool:
        # As Qt itself does it: of two that look at one leftover, only one may remove it.
        guard = QLockFile(f"{self._lock.fileName()}.rmlock")
        if not self._is_half_written() or not guard.tryLock(0):
            return False
        return self._is_half_written() and self._lock.removeStaleLockFile()

    def _is_half_written(self) -> bool:
        """Say whether the lock names nobody, and not because its owner is just writing it.

        A power cut leaves such a file, and it would keep the folder closed for ever. Removing one
        whose owner lives fails, for that owner holds the system's own lock on it too.
        """
        process, _host, _program = self._lock.getLockInfo()
        if process:
            return False
        try:
            age_s = time.time() - Path(self._lock.fileName()).stat().st_mtime
        except OSError:
            return False
        return abs(age_s) > _WRITING_TAKES_S

    def _on_connection(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            caller = _Caller(socket)
            caller.heard.connect(self._on_verb)
            caller.begin()

    def _on_verb(self, verb: bytes) -> None:
        (self.copy_requested if verb == COPY else self.raise_requested).emit()


class _Caller(QObject):
    """One connection: at most 64 bytes, at most a second, then it is closed.

    It belongs to its socket, and tells by a signal: were it to hold whoever listens, its end could
    be the listener's too, and with it that of the server whose child the socket is.
    """

    heard = Signal(bytes)

    def __init__(self, socket: "QLocalSocket") -> None:
        super().__init__(socket)
        self._socket = socket
        self._timer = self.startTimer(_PATIENCE_MS)
        socket.setReadBufferSize(_VERB_LIMIT)
        socket.readyRead.connect(self._on_bytes)
        socket.disconnected.connect(socket.deleteLater)

    def begin(self) -> None:
        """Hear what was said before anybody listened."""
        if self._socket.bytesAvailable():
            self._on_bytes()

    def timerEvent(self, _event: object) -> None:
        """Close on a caller who says nothing useful within a second."""
        self.killTimer(self._timer)
        self._socket.abort()

    def _on_bytes(self) -> None:
        said = bytes(self._socket.peek(_VERB_LIMIT).data())
        if b"\n" not in said and len(said) < _VERB_LIMIT:
            return
        if said in _ANSWERS:
            self.heard.emit(said)
            self._socket.write(_ANSWERS[said])
            self._socket.flush()
            self._socket.disconnectFromServer()
        else:
            self._socket.abort()


def _socket_name(face: str, root: Path) -> str:
    import hashlib  # after the first paint, or for a second start only

    owner = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    text = f"{face}\n{owner}\n{root.resolve()}"
    return f"libdesk-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:24]}"
