"""The one window for reading a list in: choose it, look at what would become of it, read it in."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from libdesk.domain.item_import import Fate
from libdesk.services.item_import import Imported
from libdesk.ui import theme
from libdesk.ui.garbage import look_through_all
from libdesk.ui.imports.four_panes import FourPanes
from libdesk.ui.imports.import_foot import ImportFoot
from libdesk.ui.imports.one_page import OnePage
from libdesk.ui.imports.parts import ImportParts, Work
from libdesk.ui.imports.refused_rows import RefusedRows
from libdesk.ui.imports.session import ImportSession
from libdesk.ui.imports.start_page import StartPage
from libdesk.ui.imports.wording import number_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.footed import Footed
from libdesk.ui.widgets.labels import label

FOLDER = "imports/folder"
"""Under this name the folder is remembered from which a list was read last."""

_WIDTH, _HEIGHT = 1060, 760
_TITLE_BAR = 48


class ImportDialog(QDialog):
    """Shows what would become of a list, and does it.

    Args:
        parts: what it works with.
        tasks: the threads.
        look: the theme.
        parent: the window it belongs to.
    """

    def __init__(
        self, parts: ImportParts, tasks: Tasks, look: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._look = look
        self._is_new = True
        self._session = ImportSession(parts.importing, tasks, self)
        self._refused = RefusedRows(parts, tasks, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Read a list in"))
        self.setAcceptDrops(True)
        self._build()
        self._connect_foot()
        self._connect()
        self.resize(_room_for(self, look))
        self._start.take_focus()

    def open_file(self, path: Path) -> None:
        """Show what would become of a file."""
        self._is_new = True
        self._name.setText(path.name)
        self._start.say_trouble("")
        self._foot.show_nothing()
        self._session.open_file(path)

    def reject(self) -> None:
        """Stop what runs; with nothing to stop, close."""
        if self._session.stop():
            self._foot.say(self.tr("Stopping…"))
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Let nothing go on behind a window that is closed."""
        self._session.stop()
        super().done(result)
        look_through_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to what has the focus, so that no list is read in by mistake."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if _dropped(event) is not None and not self._session.is_writing:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what would become of a file that was dropped here."""
        path = _dropped(event)
        if path is not None and not self._session.is_writing:
            event.acceptProposedAction()
            self._on_file(str(path))

    def _build(self) -> None:
        px = self._look.px
        edge = px(theme.LARGE)
        self._name = label("", "heading", selectable=True)
        self._other = Button(self.tr("Another file…"), enter_presses=False)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name, 1)
        row.addWidget(self._other)
        self._start = StartPage(self._look)
        self._panes = FourPanes(self._look)
        self._stack = OnePage()
        self._stack.add(self._start, self._panes)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(edge, edge, edge, px(theme.SMALL))
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self._head.hide()
        self._foot = ImportFoot(self._look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Footed(content, self._foot))

    def _connect_foot(self) -> None:
        foot, session = self._foot, self._session
        foot.read_requested.connect(session.carry_out)
        foot.undo_requested.connect(session.undo)
        foot.save_requested.connect(self._save_refused)
        foot.close_requested.connect(self.reject)
        self._refused.saved.connect(
            lambda name: foot.say(self.tr("Saved: {name}").format(name=name))
        )
        self._refused.failed.connect(foot.say_trouble)

    def _connect(self) -> None:
        panes, session = self._panes, self._session
        self._start.choose_requested.connect(self._choose_file)
        self._other.clicked.connect(self._choose_file)
        panes.target_chosen.connect(
            lambda index, target, how: session.say(
                lambda said, worked: said.column(worked, index, target, how)
            )
        )
        panes.answered.connect(
            lambda part, text, answer: session.say(
                lambda said, worked: said.means(worked, part, text, answer)
            )
        )
        panes.option_chosen.connect(
            lambda part, value: session.say(lambda said, worked: said.option(worked, part, value))
        )
        panes.choice_made.connect(session.read_as)
        session.begun.connect(self._on_begun)
        session.worked.connect(self._on_worked)
        session.carried.connect(self._on_carried)
        session.stopped.connect(self._on_stopped)
        session.failed.connect(self._on_failed)

    def _choose_file(self) -> None:
        asking = QFileDialog(self, self.tr("Choose a list of equipment"))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.setFileMode(QFileDialog.FileMode.ExistingFile)
        asking.setNameFilters(
            [
                self.tr("Lists ({endings})").format(endings="*.csv *.tsv *.txt *.xlsx *.xls *.ods"),
                self.tr("All files (*)"),
            ]
        )
        remembered = str(self._parts.memory.value(FOLDER, ""))
        asking.setDirectory(remembered or str(self._parts.documents))
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.fileSelected.connect(self._on_file)
        asking.open()

    def _on_file(self, chosen: str) -> None:
        path = Path(chosen)
        self._parts.memory.setValue(FOLDER, str(path.parent))
        self.open_file(path)

    def _on_begun(self, words: str) -> None:
        self._set_writing(writing=self._session.is_writing)
        self._foot.show_running(self._session.run, words)

    def _on_worked(self, work: Work, told: str) -> None:
        self._set_writing(writing=False)
        self._head.show()
        self._stack.setCurrentWidget(self._panes)
        if self._is_new:
            self._panes.forget()
        self._panes.show_work(work)
        self._show_offers()
        self._foot.say(told)
        if self._is_new:
            self._foot.take_focus()
        self._is_new = False

    def _on_carried(self, imported: Imported) -> None:
        self._set_writing(writing=False)
        self._foot.show_done()
        plan = imported.plan
        words = self.tr("Done: {new} new, {changed} changed. Undo takes it all back.")
        counts = {fate.value: number_words(plan.count(fate)) for fate in (Fate.NEW, Fate.CHANGED)}
        self._foot.say(words.format(**counts))
        self._foot.take_focus()

    def _on_stopped(self, words: str) -> None:
        self._set_writing(writing=False)
        self._show_offers()
        self._foot.say(words)
        self._foot.take_focus()

    def _on_failed(self, sentence: str) -> None:
        self._set_writing(writing=False)
        self._show_offers()
        if self._session.work is not None:
            self._foot.say_trouble(sentence)
            return
        self._head.hide()
        self._stack.setCurrentWidget(self._start)
        self._start.say_trouble(sentence)
        self._start.take_focus()

    def _show_offers(self) -> None:
        """Offer what can be done with what is shown."""
        if self._session.work is None:
            self._foot.show_nothing()
        else:
            self._foot.show_plan(self._session.work.worked.plan)
        self._foot.offer_undo(offered=self._session.change is not None)

    def _save_refused(self) -> None:
        if self._session.path is not None and self._session.work is not None:
            self._refused.ask(self._session.path, self._session.work.worked)

    def _set_writing(self, *, writing: bool) -> None:
        self._panes.setEnabled(not writing)
        self._other.setEnabled(not writing)
        if not writing:
            self._foot.rest()


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file that is dropped; None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())


def _room_for(dialog: QDialog, look: Theme) -> QSize:
    """Return the usual size, or what the screen has room for."""
    room, px = dialog.screen().availableSize(), look.px
    width, height = room.width() - 2 * px(theme.SMALL), room.height() - _TITLE_BAR
    return QSize(min(px(_WIDTH), width), min(px(_HEIGHT), height))
