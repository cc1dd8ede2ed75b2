"""The form's composition root: puts outbox, courier, board, services and window together.

The window is painted before anything but the site settings and the questions has been read. After
it is closed the program lives on, out of sight, until nothing is left on this computer only.
"""

import argparse
import logging
import signal
import traceback
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, QSysInfo, QTimer
from PySide6.QtWidgets import QApplication

from libdesk import paths
from libdesk.app.single_instance import SingleInstance
from libdesk.app.site import load_guidance, now, print_error, take_site
from libdesk.delivery import facts, ways
from libdesk.domain.places import clean_code
from libdesk.domain.text import clean_line
from libdesk.paths import DataFolder
from libdesk.services.dispatch import Dispatch
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.problems import Filing, Following
from libdesk.settings import Site
from libdesk.ui.problems.form_parts import FormParts
from libdesk.ui.problems.form_window import FormWindow
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

DONE, REFUSED = 0, 1

DRAFT_KEPT_MS = 10 * 60 * 1000
"""So long a closed form remembers words that were typed and not sent."""

CLOSING_WAIT_S = 2.0

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Form:
    """The running form.

    Attributes:
        window: its window, not yet shown.
        tasks: its threads.
        life: decides when the program ends.
    """

    window: FormWindow
    tasks: Tasks
    life: "Life"


def run(asked: argparse.Namespace) -> int:
    """Open the form and return the exit code: 0, or 1 when a named site file was refused.

    Args:
        asked: `data`, `site` and `about` from the command line.
    """
    data = paths.data_folder(asked.data)
    notices: list[str] = []
    try:
        site = take_site(asked.site, data, notices.append)
    except (Refusal, Unavailable) as no:
        print_error(no.sentence)
        return REFUSED
    app = QApplication([paths.NAME])
    app.setApplicationName(paths.NAME)
    instance = _single(data.root)
    has_folder = instance is not None and instance.take()
    if instance is not None and not has_folder and instance.ask_to_raise():
        return DONE
    form = open_form(app, data, site, notice=" ".join(notices), about=asked.about)
    if instance is not None and has_folder:
        instance.raise_requested.connect(form.window.bring_forward)
        form.window.painted.connect(instance.listen)
    # Nothing is lost by an end at any moment, so Ctrl+C may have its plain meaning.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    form.window.show()
    code = app.exec()
    form.tasks.close(CLOSING_WAIT_S)
    if instance is not None and has_folder:
        instance.release()
    return code


def open_form(
    app: QApplication,
    data: DataFolder,
    site: Site,
    *,
    notice: str = "",
    about: str = "",
    dark: bool | None = None,
) -> Form:
    """Return the form on a data folder; nothing has been read or made there yet.

    Args:
        app: the program.
        data: the data folder.
        site: this computer's settings.
        notice: what is wrong with the settings; "" when nothing is.
        about: the label of the thing that the report is about; "" for none.
        dark: fixes the colors; None follows the system.
    """
    app.setQuitOnLastWindowClosed(False)
    look = Theme(app, dark)
    tasks = Tasks(app)
    window = FormWindow(_parts(data, site, notice, about), tasks, look)
    life = Life(app, window, data.logs)
    tasks.unhandled.connect(life.note_trouble)
    return Form(window, tasks, life)


class Life(QObject):
    """Ends the program when its window is closed and nothing is left to do."""

    def __init__(self, app: QApplication, window: FormWindow, logs: Path) -> None:
        super().__init__(app)
        self._app = app
        self._window = window
        self._logs = logs
        self._forget = QTimer(self, singleShot=True, interval=DRAFT_KEPT_MS)
        self._forget.timeout.connect(self._forget_words)
        window.closed.connect(self._consider)
        window.settled.connect(self._consider)
        window.painted.connect(self._start_log)

    def note_trouble(self, error: Exception) -> None:
        """Write down where a bug showed itself; never the words that were on the way."""
        frames = traceback.extract_tb(error.__traceback__)
        place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
        _LOG.error("%s at %s", type(error).__name__, place)

    def _consider(self) -> None:
        if self._window.isVisible() or not self._window.may_end():
            self._forget.stop()
        elif self._window.has_words():
            self._forget.start()
        else:
            self._app.quit()

    def _forget_words(self) -> None:
        if not self._window.isVisible() and self._window.may_end():
            self._app.quit()

    def _start_log(self) -> None:
        from libdesk import logs  # after the first paint: it loads a dozen modules

        logs.start(self._logs, "form")


def _parts(data: DataFolder, site: Site, notice: str, about: str) -> FormParts:
    staff = ways.staff_ways(data, site, now=now)
    guidance = load_guidance()
    return FormParts(
        guidance=guidance,
        filing=Filing(staff.outbox, guidance, now, uuid4),
        following=Following(staff.outbox),
        dispatch=Dispatch(staff.outbox, staff.courier, now),
        board=staff.board,
        prepare=_load_sealing,
        facts=lambda: facts.read_facts(public=site.public),
        branch=clean_code(site.branch),
        computer=clean_line(QSysInfo.machineHostName(), 60),
        item=clean_line(about, 80),
        notice=notice,
        now=now,
        new_id=uuid4,
    )


def _single(root: Path) -> SingleInstance | None:
    try:
        return SingleInstance("form", root)
    except OSError:
        # The folder cannot be made: the form opens all the same, and says so when Send is pressed.
        return None


def _load_sealing() -> None:
    import nacl.public  # noqa: F401 - loaded here, on a worker's thread, so that no Send waits for it
