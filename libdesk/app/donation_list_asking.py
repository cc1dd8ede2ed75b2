"""A donor's list at the desk: its file is asked for, read beside the window, and goes to a page."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from libdesk.app.site import now
from libdesk.services.errors import Refusal, Unavailable
from libdesk.ui.desk_window import DeskWindow
from libdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from libdesk.domain.donation_lists import ReadList
    from libdesk.domain.donations import Machine

_SAID_AS = "donor-list"
_FILES = "*.csv *.tsv *.txt *.xlsx *.xls *.ods"
_SHOWN = 3


def _tr(words: str) -> str:
    return QCoreApplication.translate("donations", words)


def ask_for_list(
    page: QWidget, take: "Callable[[Sequence[Machine]], None]", tasks: Tasks, window: DeskWindow
) -> None:
    """Ask for the file of a donor's list, and hand on the machines in it.

    Args:
        page: asks; where it is gone by then, nothing is handed on.
        take: takes the machines.
        tasks: the threads.
        window: says what could not be read.
    """
    asking = QFileDialog(page, _tr("Choose the donor’s list"))
    asking.setOption(QFileDialog.Option.DontUseNativeDialog)
    asking.setFileMode(QFileDialog.FileMode.ExistingFile)
    asking.setNameFilters([f"{_tr('Lists and spreadsheets')} ({_FILES})"])
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asking.fileSelected.connect(lambda path: read_list_into(Path(path), page, take, tasks, window))
    asking.open()


def read_list_into(
    path: Path,
    page: QWidget,
    take: "Callable[[Sequence[Machine]], None]",
    tasks: Tasks,
    window: DeskWindow,
) -> None:
    """Read a donor's list, and hand on the machines in it; see `ask_for_list`."""

    def on_read(found: "ReadList") -> None:
        if not found.machines:
            told = _tr("The list has no row that is a machine. Its first line needs headings.")
            window.say(told, _SAID_AS)
            return
        take(found.machines)
        refused = [f"{one.number}: {one.why}" for one in found.refused[:_SHOWN]]
        lines = [found.sums, *refused] if refused or found.left_out else []
        if found.left_out:
            lines.append(_tr("Not read: {columns}.").format(columns=", ".join(found.left_out)))
        window.say("\n".join(lines), _SAID_AS)

    def on_trouble(error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            window.say(error.sentence, _SAID_AS)
        else:
            tasks.unhandled.emit(error)

    window.say("", _SAID_AS)
    tasks.long(partial(_read, path), on_read, owner=page, failed=on_trouble)


def _read(path: Path) -> "ReadList":
    from libdesk.app.donation_lists import read_donor_list

    return read_donor_list(path, now().astimezone().date())
