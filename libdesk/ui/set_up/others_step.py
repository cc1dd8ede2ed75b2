"""The other computers: the site file that makes them ready, and what to do at each of them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit

from libdesk.domain.places import Branch
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.set_up import Settled
from libdesk.ui.set_up.step import SetUpParts, Step
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker


class OthersStep(Step):
    """The file is written into the shared folder, where the other computers find it.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.
    """

    def __init__(self, parts: SetUpParts, tasks: Tasks, look: Theme) -> None:
        super().__init__(
            self.tr("Make the other computers ready"),
            self.tr(
                "Once at each of them. After that, people need nothing but “Report a problem”."
            ),
            self.tr("Other computers"),
            look,
        )
        self._parts = parts
        self._tasks = tasks
        self._files: Mapping[str, Path] = {}
        self._branches: tuple[Branch, ...] = ()
        self._build()
        self._branch.currentIndexChanged.connect(self._show_command)
        self._copy.clicked.connect(self._on_copy)
        self._elsewhere.clicked.connect(self._on_elsewhere)

    def command(self) -> str:
        """Return what is to be typed at the other computer; "" before its file is written."""
        path = self._files.get(str(self._branch.currentData() or ""))
        return f'libdesk report --site "{path}"' if path is not None else ""

    def enter(self) -> None:
        """Write the site files."""
        self._write(self._parts.share)

    def _build(self) -> None:
        self.column.addWidget(
            label(self.tr("1.  Put LibDesk on it, as you did here, and close its window."))
        )
        self._branch = Picker(self.look)
        self.add_field(self.tr("2.  Where does that computer stand?"), self._branch)
        self._line = QLineEdit()
        self._line.setReadOnly(True)
        self.add_field(
            self.tr(
                "3.  Run this once on it: on Windows press the Windows key and R, paste it, press "
                "Enter; elsewhere in a terminal"
            ),
            self._line,
        )
        self.column.addWidget(
            label(
                self.tr(
                    "The form opens. Tap a tile and press Send: within ten seconds the report is "
                    "in your inbox. Where “libdesk” is not found, write the whole path that its "
                    "first start named."
                ),
                "fine",
            )
        )
        self._where = label("", "fine", selectable=True)
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(self._where)
        self._copy = Button(self.tr("Copy the command"), enter_presses=False)
        self._elsewhere = Button(self.tr("Put the file somewhere else…"), enter_presses=False)
        self.add_button(self._copy)
        self.add_button(self._elsewhere)
        self._copy.setEnabled(False)

    def _write(self, folder: Callable[[], str]) -> None:
        self.set_trouble("")

        def work() -> tuple[Settled, Mapping[str, Path]]:
            return self._parts.set_up.read(), self._parts.write_site(folder())

        self._tasks.outside(work, self._on_written, owner=self, failed=self._on_failed, key="site")

    def _on_written(self, written: tuple[Settled, Mapping[str, Path]]) -> None:
        settled, self._files = written
        if settled.branches != self._branches or not self._branch.count():
            self._branches = settled.branches
            self._fill_branches(settled.branches)
        first = next(iter(self._files.values()))
        told = self.tr(
            "The site file lies in {folder}. It tells the other computer the folder and your "
            "desk’s public key; there is nothing secret in it."
        )
        self._where.setText(told.format(folder=first.parent))
        self._copy.setEnabled(True)
        self._show_command()

    def _fill_branches(self, branches: Sequence[Branch]) -> None:
        self._branch.clear()
        if len(branches) != 1:
            self._branch.addItem(self.tr("It moves around, or nobody knows"), "")
        for branch in branches:
            key = "" if len(branches) == 1 else branch.code
            self._branch.addItem(f"{branch.name} ({branch.code})", key)
        if len(branches) > 1:
            self._branch.setCurrentIndex(1)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            self.set_trouble(error.sentence)
            return
        self.set_trouble(self.tr("The site file could not be written. Go back and try again."))
        self._tasks.unhandled.emit(error)

    def _show_command(self) -> None:
        self._line.setText(self.command())
        self._line.setCursorPosition(0)
        self.say("")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command())
        self.say(self.tr("Copied. Paste it at the other computer, or send it there."))

    def _on_elsewhere(self) -> None:
        dialog = QFileDialog(self, self.tr("Put the site file here"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.put_into)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def put_into(self, folder: str) -> None:
        """Write the site files into another folder."""
        self._write(lambda: folder)
