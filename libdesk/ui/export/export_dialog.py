"""The window that writes everything into a folder: asks where to, shows how far it is, can stop."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.exporting import Exported, Exporting
from libdesk.ui import theme
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.footed import Footed
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout

LOOK_EVERY_MS = 100
"""So often the bar moves."""

_WIDTH = 560
_TITLE_BAR = 48
_PER_MILLE = 1000


@dataclass(frozen=True, slots=True)
class ExportParts:
    """What the window is given.

    Attributes:
        exporting: returns what exports into a folder; called on a worker's thread.
        suggested: a folder that is not there yet.
        open_folder: shows a folder in the system's own window.
    """

    exporting: Callable[[Path], Exporting]
    suggested: Callable[[], Path]
    open_folder: Callable[[Path], object] = lambda folder: QDesktopServices.openUrl(
        QUrl.fromLocalFile(str(folder))
    )


class ExportDialog(QDialog):
    """Asks for a folder and fills it, on a worker's thread.

    Args:
        parts: what it is given.
        tasks: the threads.
        look: the theme.
        parent: the window it belongs to.
    """

    def __init__(
        self, parts: ExportParts, tasks: Tasks, look: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._pacer: _Pacer | None = None
        self._folder = Path()
        # The worker knows nothing of this window, and may outlive it: the window looks at it.
        self._looking = QTimer(self, interval=LOOK_EVERY_MS)
        self.setWindowTitle(self.tr("Export everything"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._announcer = Announcer(self)
        self._build()
        self._connect()

    def reject(self) -> None:
        """Stop what runs; with nothing to stop, close."""
        if self._pacer is not None:
            self._pacer.stop()
            self._say(self.tr("Stopping…"))
            return
        super().reject()

    def done(self, result: int) -> None:
        """Let nothing go on behind a window that is closed."""
        if self._pacer is not None:
            self._pacer.stop()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop or close on Escape; Enter belongs to the button or field that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._start.isEnabled() and self._start.isVisible():
                self._on_start()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the words need at this size of text."""
        super().showEvent(event)
        self._fit()

    def _build(self) -> None:
        px = self._look.px
        edge = px(theme.HUGE)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(edge, edge, edge, px(theme.MEDIUM))
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(self.tr("Export everything"), "heading"))
        for words, role in self._leads():
            column.addWidget(label(words, role))
        column.addLayout(self._build_place())
        self._trouble = label("", "trouble")
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._bar = QProgressBar()
        self._bar.setRange(0, _PER_MILLE)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far the export is"))
        self._bar.hide()
        column.addWidget(self._bar)
        self._words = label("", selectable=True)
        self._words.hide()
        column.addWidget(self._words)
        column.addStretch(1)
        self._start = Button(self.tr("Export"), "primary")
        self._show_folder = Button(self.tr("Open the folder"))
        self._show_folder.hide()
        self._close = Button(self.tr("Cancel"))
        self._foot = QWidget()
        below = QVBoxLayout(self._foot)
        below.setContentsMargins(edge, px(theme.SMALL), edge, edge)
        buttons = FlowLayout(px(theme.SMALL))
        below.addLayout(buttons)
        for button in (self._start, self._show_folder, self._close):
            buttons.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._footed = Footed(self._content, self._foot)
        whole.addWidget(self._footed)
        self.resize(px(_WIDTH), 0)

    def _leads(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr(
                    "Every report, answer, picture and setting goes into a folder: as tables that "
                    "any spreadsheet opens, with a text that explains each column, and with a copy "
                    "of the database."
                ),
                "",
            ),
            (
                self.tr(
                    "It holds what people wrote, names, and the desk’s private keys. Put it where "
                    "nobody else reads it."
                ),
                "quiet",
            ),
        )

    def _fit(self) -> None:
        """Grow to what there is to read, as far as the screen goes; beyond that it scrolls."""
        layout = self._content.layout()
        foot = self._foot.layout()
        if layout is None or foot is None:
            return
        layout.activate()
        needed = layout.totalHeightForWidth(self.width()) + foot.totalHeightForWidth(self.width())
        room = self.screen().availableSize().height() - self._look.px(_TITLE_BAR)
        if needed > self.height():
            self.resize(self.width(), min(needed, room))
        self._footed.area.ensureWidgetVisible(
            self._trouble if self._trouble.isVisible() else self._words
        )

    def _build_place(self) -> QVBoxLayout:
        pair = QVBoxLayout()
        pair.setSpacing(self._look.px(theme.TINY))
        words = self.tr("Into this folder; a new one, or an empty one")
        name = label(words)
        self._place = QLineEdit(str(self._parts.suggested()))
        self._place.setAccessibleName(words)
        name.setBuddy(self._place)
        self._choose = Button(self.tr("Choose…"), enter_presses=False)
        self._choose.setAccessibleName(self.tr("Choose a folder"))
        row = QHBoxLayout()
        row.setSpacing(self._look.px(theme.SMALL))
        row.addWidget(self._place, 1)
        row.addWidget(self._choose)
        pair.addWidget(name)
        pair.addLayout(row)
        return pair

    def _connect(self) -> None:
        self._start.clicked.connect(self._on_start)
        self._close.clicked.connect(self.reject)
        self._choose.clicked.connect(self._on_choose)
        self._show_folder.clicked.connect(self._on_show_folder)
        self._looking.timeout.connect(self._look_at)

    def _on_choose(self) -> None:
        asking = QFileDialog(self, self.tr("Choose a folder for the export"))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.setFileMode(QFileDialog.FileMode.Directory)
        asking.setOption(QFileDialog.Option.ShowDirsOnly)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.fileSelected.connect(self._on_chosen)
        asking.open()

    def _on_chosen(self, path: str) -> None:
        # Whoever names a folder that has things in it means a new one in there.
        chosen = Path(path)
        self._place.setText(str(chosen / self._parts.suggested().name))
        self._place.setFocus()

    def _on_start(self) -> None:
        typed = self._place.text().strip()
        if not typed:
            self._tell_trouble(self.tr("Name a folder for the export."))
            return
        self._folder = Path(typed).expanduser().absolute()
        self._tell_trouble("")
        pacer = self._pacer = _Pacer()
        self._set_running(running=True)
        self._say(self.tr("The database is copied first…"))
        make, folder = self._parts.exporting, self._folder
        self._tasks.outside(
            lambda: make(folder).run(pacer),
            self._on_done,
            owner=self,
            failed=self._on_failed,
            quiet=True,
        )

    def _look_at(self) -> None:
        if self._pacer is None or self._pacer.is_stopped or not self._pacer.per_mille:
            return
        self._bar.setValue(self._pacer.per_mille)
        words = self.tr("{percent} % done").format(percent=self._pacer.per_mille // 10)
        self._words.setText(words)

    def _on_done(self, exported: Exported | None) -> None:
        self._set_running(running=False)
        if exported is None:
            self._say(self.tr("Stopped. Nothing was left behind."))
            self._start.setFocus()
            return
        told = self.tr(
            "Done: {rows} rows in {tables} tables, {pictures} pictures, in {folder}. Begin with "
            "READ-ME.txt."
        ).format(
            rows=f"{sum(exported.rows.values()):,}",
            tables=len(exported.rows),
            pictures=f"{exported.rows['pictures']:,}",
            folder=self._folder,
        )
        self._say(told)
        self._start.hide()
        self._show_folder.show()
        self._close.set_words(self.tr("Close"))
        self._show_folder.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._set_running(running=False)
        self._say("")
        if isinstance(error, Refusal | Unavailable | Conflict):
            self._tell_trouble(error.sentence)
            return
        self._tell_trouble(self.tr("That could not be exported. Nothing was left behind."))
        self._tasks.unhandled.emit(error)

    def _on_show_folder(self) -> None:
        self._parts.open_folder(self._folder)

    def _set_running(self, *, running: bool) -> None:
        if running:
            self._looking.start()
        else:
            self._looking.stop()
            self._pacer = None
        self._bar.setValue(0)
        self._bar.setVisible(running)
        if running:
            self._close.setFocus()  # before the buttons that have it go dim
        for widget in (self._start, self._place, self._choose):
            widget.setEnabled(not running)
        self._close.set_words(self.tr("Stop") if running else self.tr("Cancel"))

    def _tell_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self._place.setAccessibleDescription(sentence)
        self._fit()
        if sentence:
            self._place.setFocus()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._fit()
        self._announcer.say(words)


class _Pacer:
    """Called by the export, on its worker's thread: says whether to go on, and how far it is."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self.per_mille = 0

    @property
    def is_stopped(self) -> bool:
        """Say whether nobody wants the export any more."""
        return self._stopping.is_set()

    def stop(self) -> None:
        """End the export at its next step."""
        self._stopping.set()

    def __call__(self, done: int, of: int) -> bool:
        """Say whether to go on."""
        self.per_mille = _PER_MILLE * done // max(of, 1)
        return not self.is_stopped
