"""The form's composition root: the window at once, and everything else after its first frame.

Until the window has been painted only Qt, the site settings and the questions are loaded. After it
is closed the program lives on, out of sight, until nothing is left on this computer only.
"""

import argparse
import gc
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSysInfo, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from libdesk import paths
from libdesk.app.bug_room import BugRoom
from libdesk.app.bugs import Bugs
from libdesk.app.single_instance import SingleInstance
from libdesk.app.site import load_questions, now, print_error, take_site
from libdesk.domain.places import clean_code
from libdesk.domain.text import clean_line
from libdesk.domain.tiles import faces
from libdesk.paths import DataFolder
from libdesk.services.errors import Refusal, Unavailable
from libdesk.settings import Site
from libdesk.ui.problems.form_window import FormWindow
from libdesk.ui.problems.tiles_page import place_words
from libdesk.ui.theme import Theme

if TYPE_CHECKING:
    from libdesk.domain.guidance import Category
    from libdesk.services.ports import Outbox
    from libdesk.services.support import Support
    from libdesk.ui.problems.conversation import Conversation
    from libdesk.ui.problems.form_parts import FormParts, OwnRegistering
    from libdesk.ui.tasks import Tasks

DONE, REFUSED = 0, 1

SHORTCUT = "libdesk-report"
"""The name of the .desktop file that starts the form, so that the panel shows its icon."""

FIRST_FRAME_MS = 20
"""So long the first frame has the computer to itself."""

DRAFT_KEPT_MS = 10 * 60 * 1000
"""So long a closed form remembers words that were typed and not sent."""

SESSION_WAIT_S = 2.0
"""So long the end of a session waits for words; systems end a program that holds it longer."""
CLOSING_WAIT_S = 2.0


def run(asked: argparse.Namespace) -> int:
    """Open the form and return the exit code: 0, or 1 when a named site file was refused.

    Args:
        asked: `data`, `site`, `about`, `register` and `at_log_on` from the command line.
    """
    data = paths.data_folder(asked.data)
    notices: list[str] = []
    try:
        site = take_site(asked.site, data, notices.append)
    except (Refusal, Unavailable) as no:
        print_error(no.sentence)
        return REFUSED
    app = QApplication([SHORTCUT])
    app.setApplicationName(paths.NAME)
    app.setDesktopFileName(SHORTCUT)
    instance = _single(data.root)
    has_folder = instance is not None and instance.take()
    if not has_folder and asked.at_log_on:
        return DONE
    if instance is not None and not has_folder and instance.ask_to_raise():
        return DONE
    # It may live on without a window; `ended` says when it is over.
    app.setQuitOnLastWindowClosed(False)
    form = Form(Theme(app), data, site, notice=" ".join(notices), about=asked.about)
    if asked.register:
        form.register_first()
    if instance is not None and has_folder:
        instance.raise_requested.connect(form.window.bring_forward)
        form.ready.connect(instance.listen)
    form.bugs.install()
    form.ended.connect(app.quit)
    app.commitDataRequest.connect(form.end_session)
    form.ready.connect(_end_on_ctrl_c)
    if asked.at_log_on:
        form.begin_unseen()
    else:
        form.window.show()
    code = app.exec()
    all_ended = form.close(CLOSING_WAIT_S)
    if instance is not None and has_folder:
        instance.release()
    form.bugs.remove()
    if form.wants_restart:
        from libdesk.app.restarting import restart

        restart()
    from libdesk.app.ending import end

    return end(code, all_ended=all_ended)


class Form(QObject):
    """The form on one data folder: paints first, then reads, and ends when nothing is left to do.

    Args:
        look: the theme.
        data: the data folder; nothing is made there before the first Send.
        site: this computer's settings.
        notice: what is wrong with the settings; "" when nothing is.
        about: the label of the thing that the report is about; "" for none.
        draft_kept_ms: so long words that were typed and not sent outlive their window.
    """

    ready = Signal()
    """All of it is there; what was tapped meanwhile has been taken up."""
    ended = Signal()
    """The window is closed and nothing is left to do."""

    def __init__(
        self,
        look: Theme,
        data: DataFolder,
        site: Site,
        *,
        notice: str = "",
        about: str = "",
        draft_kept_ms: int = DRAFT_KEPT_MS,
    ) -> None:
        super().__init__()
        self._data = data
        self._site = site
        self._notice = notice
        self._about = clean_line(about, 80)
        self._registers = False
        self._computer = clean_line(QSysInfo.machineHostName(), 60)
        self._questions = load_questions()
        self._look = look
        self._screen = ""
        self._tasks: Tasks | None = None
        self._conversation: Conversation | None = None
        self.wants_restart = False
        self.bugs = Bugs(self)
        self._bug_room = BugRoom(self.bugs, self._make_support, look, self)
        self._bug_room.restart_requested.connect(self._on_restart)
        place = place_words(clean_code(site.branch), self._computer)
        self.window = FormWindow(faces(self._questions), place, self._look)
        self._forget = QTimer(self, singleShot=True, interval=draft_kept_ms)
        self._forget.timeout.connect(self._on_forgotten)
        self.window.tiles.painted.connect(self._on_painted)
        self.window.closed.connect(self._on_closed)

    def categories(self) -> "tuple[Category, ...]":
        """Return the tiles, with "I'm not sure" among them."""
        from libdesk.domain import guidance

        return guidance.parse(self._questions).categories

    def register_first(self) -> None:
        """Begin with the page on which this computer is registered."""
        self._registers = True

    def begin_unseen(self) -> None:
        """Begin without a window: at log-on, to take reports to the desk and to tell of answers."""
        gc.enable()
        self._load()

    def keep_words(self) -> None:
        """Write words that were not sent: the session ends."""
        if self._conversation is not None:
            self._conversation.keep_words()

    def end_session(self) -> None:
        """Write words that were not sent, and hold the session's end until they are on disk."""
        if self._conversation is not None:
            self._conversation.leaving.let_session_end()
        self.keep_words()
        if self._tasks is not None:
            self._tasks.wait_for_database(SESSION_WAIT_S)

    def close(self, wait_s: float) -> bool:
        """Wait for what was begun.

        Args:
            wait_s: seconds to wait at most.

        Returns:
            Whether all of it has ended.
        """
        self.keep_words()
        have_ended = (self._tasks is None or self._tasks.close(wait_s), self._bug_room.close())
        return all(have_ended)

    def _on_painted(self) -> None:
        gc.enable()
        QTimer.singleShot(FIRST_FRAME_MS, self._load)

    def _load(self) -> None:
        from libdesk.ui.tasks import Tasks

        self._screen = _screen_words(self.window)
        self._tasks = Tasks(self)
        self._tasks.unhandled.connect(self.bugs.report)
        self._tasks.outside(self._parts, self._begin, owner=self, quiet=True)

    def _parts(self) -> "FormParts":
        """Put the services together; on a worker's thread, because loading them takes a while."""
        from uuid import uuid4

        from libdesk import logs, settings
        from libdesk.delivery import drafts, facts, ways
        from libdesk.delivery.contacts import ContactFile
        from libdesk.delivery.drafts import DraftFolder
        from libdesk.delivery.reads import ReadFile
        from libdesk.domain import guidance
        from libdesk.services.dispatch import Dispatch
        from libdesk.services.forgetting import Forgetting
        from libdesk.services.problems import Filing, Following
        from libdesk.ui.problems.form_parts import FormParts

        data, site = self._data, self._site
        logs.start(data.logs, "form")
        staff = ways.staff_ways(data, site, now=now)
        asked = guidance.parse(self._questions)
        return FormParts(
            guidance=asked,
            filing=Filing(staff.outbox, asked, now, uuid4),
            following=Following(staff.outbox),
            dispatch=Dispatch(
                staff.outbox, staff.courier, now, Forgetting(staff.outbox, staff.board, now)
            ),
            board=staff.board,
            drafts=DraftFolder(
                ways.draft_folder(data, site),
                now=now,
                offered_for=drafts.OFFERED_TO_THE_PUBLIC_FOR if site.public else drafts.OFFERED_FOR,
            ),
            contacts=ContactFile(ways.contact_file(data, site), remembers=not site.public),
            reads=ReadFile(ways.read_file(data, site)),
            prepare=_load_sealing,
            facts=lambda: facts.read_facts(public=site.public, screen=self._screen),
            branch=clean_code(site.branch),
            computer=self._computer,
            item=self._about,
            notice=self._notice,
            now=now,
            new_id=uuid4,
            is_public=site.public,
            facts_at_once=facts.read_at_once(screen=self._screen),
            may_take_pictures=settings.may_take_pictures(site),
            registering=_registering(staff.outbox, ways.registered_file(data, site)),
        )

    def _begin(self, parts: "FormParts") -> None:
        from libdesk.ui.problems.conversation import Conversation

        if self._tasks is None:
            return
        self._conversation = Conversation(self.window, parts, self._tasks, self._look)
        self._conversation.settled.connect(self._consider)
        self._conversation.begin()
        if self._registers:
            self._conversation.registering.open()
        self.ready.emit()

    def _consider(self) -> None:
        """End when the window is closed and nothing is left on this computer only."""
        talk = self._conversation
        if self.window.isVisible():
            self._forget.stop()
        elif talk is not None and talk.has_words():
            # From the closing on, whatever is delivered meanwhile or can't be.
            if not self._forget.isActive():
                self._forget.start()
        elif talk is None or talk.may_end():
            self.ended.emit()

    def _on_closed(self) -> None:
        self._forget.stop()
        # It is told while the window is still there.
        QTimer.singleShot(0, self, self._consider)

    def _on_forgotten(self) -> None:
        if self.window.isVisible():
            return
        talk = self._conversation
        if self._site.public and talk is not None:
            # On the disk they would be offered to whoever opens the form next.
            talk.leaving.clear()
        if talk is None or talk.may_end():
            self.ended.emit()

    def _make_support(self) -> "Support":
        from libdesk.app.support import make_support

        return make_support(self._data, self._site)

    def _on_restart(self) -> None:
        self.wants_restart = True
        self.ended.emit()


def _registering(outbox: "Outbox", path: Path) -> "OwnRegistering":
    from uuid import uuid4

    from libdesk.delivery import facts
    from libdesk.delivery.registered import RegisteredFile
    from libdesk.services.self_registering import SelfRegistering
    from libdesk.ui.problems.form_parts import OwnRegistering

    service = SelfRegistering(outbox, RegisteredFile(path), now, uuid4)
    return OwnRegistering(service, facts.read_identity)


def _screen_words(window: QWidget) -> str:
    screen = window.screen()
    size = screen.size() * screen.devicePixelRatio()
    scale = round(100 * screen.logicalDotsPerInch() / 96 * screen.devicePixelRatio())
    return f"{size.width()} x {size.height()}, text at {scale}%"


def _single(root: Path) -> SingleInstance | None:
    try:
        return SingleInstance("form", root)
    except OSError:
        # The folder cannot be made: the form opens all the same, and says so when Send is pressed.
        return None


def _end_on_ctrl_c() -> None:
    """Give Ctrl+C its plain meaning: nothing is lost by an end at any moment."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _load_sealing() -> None:
    import nacl.public  # noqa: F401 - loaded here, on a worker's thread, so that no Send waits for it
