"""What runs here, and the support bundle: each file with its size and all of its words, then Save.

Nothing leaves this computer by itself, and nothing is saved that was not listed here first.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.support import BundleFile, Support
from libdesk.ui import theme
from libdesk.ui.bugs.rescue import KEEPS_OUT
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.footed import Footed
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout

USUAL_SIZE = QSize(820, 660)
_NARROW = 560
_LIST_WIDTH = 250


class SupportDialog(QDialog):
    """One dialog for looking and saving.

    Args:
        support: gathers and saves.
        tasks: the threads; gathering takes seconds in a large library.
        versions: a few lines: what runs here.
        now: the time, for the file's name.
        look: the theme.
        parent: the window that it stands over.

    Signals:
        saved: the bundle is in this file.
    """

    saved = Signal(str)

    def __init__(
        self,
        support: Support,
        tasks: Tasks,
        versions: str,
        now: Callable[[], datetime],
        look: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._support = support
        self._tasks = tasks
        self._look = look
        self._files: tuple[BundleFile, ...] = ()
        self._announcer = Announcer(self)
        self.setProperty(KEEPS_OUT, True)  # noqa: FBT003 - a property of Qt has no name to be called by
        self.setWindowTitle(self.tr("About LibDesk"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(versions, _usual_path(now()))
        self._connect()
        self._gather()

    def sizeHint(self) -> QSize:
        """Return the usual size, as far as the screen holds it."""
        wanted = QSize(self._look.px(USUAL_SIZE.width()), self._look.px(USUAL_SIZE.height()))
        return wanted.boundedTo(QGuiApplication.primaryScreen().availableSize() * 0.9)

    def showEvent(self, event: QShowEvent) -> None:
        """Take that size: left alone, Qt gives a first window two thirds of a small screen."""
        self.resize(self.sizeHint())
        super().showEvent(event)

    def _build(self, versions: str, path: str) -> None:
        px = self._look.px
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        column = QVBoxLayout(content)
        edge = px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, px(theme.MEDIUM))
        column.setSpacing(px(theme.MEDIUM))
        column.addWidget(label(self.tr("About LibDesk"), "title"))
        told = label(versions, "quiet", selectable=True)
        told.setAccessibleName(self.tr("What runs here"))
        column.addWidget(told)
        column.addWidget(label(self.tr("Support bundle"), "heading"))
        column.addWidget(
            label(
                self.tr(
                    "For whoever helps you with LibDesk. This is all that will be in it: no "
                    "report, no answer, no name and no password. Look at each file first."
                )
            )
        )
        column.addWidget(self._build_files(), 1)
        outside.addWidget(Footed(content, self._build_saving(path)))

    def _build_files(self) -> QWidget:
        px = self._look.px
        self._state = label(self.tr("Looking at this computer…"), "quiet")
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Files of the bundle"))
        self._list.setSpacing(px(2))
        self._list.setMinimumHeight(px(150))
        self._list.setMinimumWidth(px(_LIST_WIDTH))
        self._words = QPlainTextEdit()
        self._words.setReadOnly(True)
        self._words.setTabChangesFocus(True)
        self._words.setMinimumHeight(px(150))
        self._words.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._words.setAccessibleName(self.tr("What is in the file"))
        row = Beside(self._look, theme.MEDIUM, _NARROW)
        frame = card()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(*4 * (px(theme.SMALL),))
        inside.addWidget(self._list)
        row.row.addWidget(frame, 0)
        row.row.addWidget(self._words, 1)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.SMALL))
        column.addWidget(self._state)
        column.addWidget(row, 1)
        return holder

    def _build_saving(self, path: str) -> QWidget:
        """Return what stays in sight while the rest scrolls, where there is room."""
        px = self._look.px
        foot = QWidget()
        column = QVBoxLayout(foot)
        edge = px(theme.HUGE)
        column.setContentsMargins(edge, 0, edge, edge)
        column.setSpacing(px(theme.SMALL))
        pair = QVBoxLayout()
        pair.setSpacing(px(theme.TINY))
        name = label(self.tr("Save it as"))
        self._path = QLineEdit(path)
        self._path.setAccessibleName(name.text())
        name.setBuddy(self._path)
        pair.addWidget(name)
        pair.addWidget(self._path)
        self._trouble = label("", "trouble")
        self._trouble.hide()
        pair.addWidget(self._trouble)
        column.addLayout(pair)
        self._done = label("", "strong", selectable=True)
        self._done.hide()
        column.addWidget(self._done)
        self._save = Button(self.tr("Save the bundle"), "primary", enter_presses=False)
        self._save.setEnabled(False)
        self._choose = Button(self.tr("Choose a folder…"), enter_presses=False)
        self._close = Button(self.tr("Close"), enter_presses=False)
        buttons = FlowLayout(px(theme.SMALL))
        for button in (self._save, self._choose, self._close):
            buttons.addWidget(button)
        column.addLayout(buttons)
        return foot

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._on_row)
        self._save.clicked.connect(self._on_save)
        self._choose.clicked.connect(self._on_choose)
        self._close.clicked.connect(self.reject)
        # Said here: a button that was dim for a moment is no longer the one that Enter presses.
        self._path.returnPressed.connect(self._on_save)
        self._path.textEdited.connect(partial(self._say_trouble, ""))

    def _gather(self) -> None:
        self._tasks.outside(
            self._support.gather,
            self._on_gathered,
            owner=self,
            failed=self._on_failed,
            key="bundle",
        )

    def _on_gathered(self, files: tuple[BundleFile, ...]) -> None:
        self._files = files
        total = self.locale().formattedDataSize(sum(one.size for one in files))
        told = self.tr("{count} files, {size} together:").format(count=len(files), size=total)
        self._state.setText(told)
        for one in files:
            size = self.locale().formattedDataSize(one.size)
            self._list.addItem(f"{one.name} \N{MIDDLE DOT} {size}")
            item = self._list.item(self._list.count() - 1)
            item.setToolTip(one.about)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, one.about)
        self._list.setCurrentRow(0)
        self._save.setEnabled(True)
        self._list.setFocus()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refusal | Unavailable):
            self._tasks.unhandled.emit(error)
            return
        self._say_trouble(error.sentence)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._files):
            self._words.setPlainText(self._files[row].text)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Where to save it"), str(Path(self._path.text()).parent))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    def _on_folder(self, folder: str) -> None:
        self._path.setText(str(Path(folder, Path(self._path.text()).name)))
        self._say_trouble("")

    def _on_save(self) -> None:
        if not self._save.isEnabled():
            return
        self._save.setEnabled(False)
        self._say_trouble("")
        path, files = self._path.text().strip(), self._files

        def work() -> str:
            self._support.save(path, files)
            return path

        def failed(error: Exception) -> None:
            self._save.setEnabled(True)
            self._on_failed(error)

        self._tasks.outside(work, self._on_saved, owner=self, failed=failed)

    def _on_saved(self, path: str) -> None:
        self._save.setEnabled(True)
        told = self.tr("Saved: {path}").format(path=path)
        self._done.setText(told)
        self._done.show()
        self._announcer.say(told)
        self.saved.emit(path)

    def _say_trouble(self, sentence: str, _typed: str = "") -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        self._path.setAccessibleDescription(sentence)
        if sentence:
            self._done.hide()
            self._path.setFocus()
            self._announcer.say(sentence)


def _usual_path(now: datetime) -> str:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
    name = f"libdesk-support-{now.astimezone():%Y-%m-%d-%H%M}.zip"
    folder = Path(place) if place and Path(place).is_dir() else Path.home()
    return str(folder / name)
