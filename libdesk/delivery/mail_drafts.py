"""E-mail drafts: files that a mail program opens as letters that are not sent yet.

LibDesk sends nothing. A draft lies in a private folder for a day at most, as what is in it lies
nowhere else in a form that others read.
"""

import errno
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from libdesk.domain.file_names import file_name
from libdesk.domain.text import clean_line, clean_text
from libdesk.files import make_folder, write_durably
from libdesk.services.errors import Unavailable

if TYPE_CHECKING:
    from email.message import EmailMessage

KEPT = timedelta(days=1)
"""So long a draft is kept: a mail program has taken it over by then."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class MailDrafts:
    """A folder of drafts.

    Args:
        folder: made when the first one is written.
        now: tells the time (aware).
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now

    def write(self, subject: str, words: str, name: str, content: bytes) -> Path:
        """Write a draft with a PDF in it; return where it lies.

        Args:
            subject: its subject; a line end in it ends nothing (B9).
            words: its text.
            name: what the PDF is called there.
            content: the PDF.

        Raises:
            Unavailable: it can't be written.
        """
        whole = compose(subject, words, name, content).as_bytes()
        stem = file_name(Path(name).stem, "", otherwise="Paper")
        try:
            make_folder(self._folder)
            path = self._new(stem)
            write_durably(path, whole)
        except OSError as error:
            why = "the disk is full" if error.errno in _FULL else (error.strerror or "").lower()
            raise Unavailable(
                f"The draft could not be written to {self._folder}: {why or 'no answer'}. The "
                "paper itself is still here. Make room, or use “Save as PDF…” and attach that file "
                "yourself."
            ) from error
        return path

    def sweep(self) -> int:
        """Remove what is older than a day; return how many went. What can't be removed stays."""
        gone = 0
        oldest = (self._now() - KEPT).timestamp()
        # One from the future is of a clock that was wrong, and would stay for ever.
        newest = (self._now() + KEPT).timestamp()
        with suppress(OSError):
            for path in sorted(self._folder.iterdir()):
                with suppress(OSError):
                    if not oldest <= path.lstat().st_mtime <= newest:
                        path.unlink()
                        gone += 1
        return gone

    def _new(self, stem: str) -> Path:
        """Return a name that no draft has: an older one may be open just now."""
        path = self._folder / f"{stem}.eml"
        number = 2
        while path.exists():
            path = self._folder / f"{stem} ({number}).eml"
            number += 1
        return path


def compose(subject: str, words: str, name: str, content: bytes) -> "EmailMessage":
    """Return a letter to nobody, which mail programs open as one that is not sent yet."""
    # Here: drafts are swept at every start, and written on few days.
    from email.message import EmailMessage  # noqa: PLC0415 - see above
    from email.policy import SMTP  # noqa: PLC0415 - see above

    letter = EmailMessage(policy=SMTP)
    letter["X-Unsent"] = "1"
    letter["Subject"] = clean_line(subject)
    letter.set_content(clean_text(words))
    stem = name.removesuffix(".pdf")
    attached = file_name(stem, ".pdf", otherwise="Paper")
    letter.add_attachment(content, maintype="application", subtype="pdf", filename=attached)
    return letter
