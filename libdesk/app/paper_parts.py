"""What every window with papers saves, opens and remembers with."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from libdesk import files
from libdesk.app.site import now
from libdesk.ui.papers.parts import Letter, PaperParts


def paper_parts(memory: QSettings, mail_drafts: Path) -> PaperParts:
    """Return it.

    Args:
        memory: remembers paper size and folder.
        mail_drafts: the folder of e-mails' drafts.
    """
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    return PaperParts(
        memory,
        files.write_durably,
        partial(_draft, mail_drafts),
        _open,
        date.today,
        Path(QStandardPaths.writableLocation(kind) or Path.home()),
    )


def _draft(folder: Path, letter: Letter) -> Path:
    from libdesk.delivery.mail_drafts import MailDrafts

    return MailDrafts(folder, now).write(letter.subject, letter.words, letter.name, letter.content)


def _open(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
