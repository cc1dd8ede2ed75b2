"""The list of copies, newest first, and the way by which one is put back.

Each copy was read to its end before it is told; a bad one is told as bad and can't be chosen.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from libdesk.services.backups import Listed
from libdesk.services.restoring import Newer
from libdesk.ui import theme
from libdesk.ui.backups import wording
from libdesk.ui.backups.state_mark import StateMark
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.announce import Announcer
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import hairline, label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import bring_into_sight

_NARROW = 420
_MARK_WIDTH = 110


class CopiesCard(QFrame):
    """One line for each copy, and above them the question before one is put back.

    Args:
        look: the theme.
        now: tells the time.

    Signals:
        newer_wanted: what is not in the copy with this path is to be told.
        restore_requested: put the copy with this path in the database's place.
    """

    newer_wanted = Signal(object)
    restore_requested = Signal(object)

    def __init__(self, look: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._asked: Path | None = None
        self._was_asked = False
        self._rows: dict[Button, Listed] = {}
        self._announcer = Announcer(self)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Copies"))
        column = QVBoxLayout(self)
        edge = look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.MEDIUM))
        head = QVBoxLayout()
        head.setSpacing(look.px(theme.TINY))
        head.addWidget(label(self.tr("Copies"), "heading"))
        self._lead = label("", "quiet")
        head.addWidget(self._lead)
        column.addLayout(head)
        self._file = Button(self.tr("Restore from a file…"), enter_presses=False)
        self._file.setAccessibleDescription(
            self.tr("For a copy that is not in the list, as on another computer’s stick.")
        )
        self._file.clicked.connect(self._on_file)
        others = FlowLayout(look.px(theme.SMALL))
        others.addWidget(self._file)
        column.addLayout(others)
        column.addWidget(self._build_question())
        self._list = QVBoxLayout()
        self._list.setSpacing(look.px(theme.SMALL))
        column.addLayout(self._list)
        self.begin()

    def begin(self) -> None:
        """Empty the list: it is being read anew."""
        while (cell := self._list.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows = {}
        self._lead.setText(self.tr("Each copy is read to its end before it is shown here…"))

    def add(self, listed: Listed) -> None:
        """Add the next older copy."""
        if self._list.count():
            self._list.addWidget(hairline())
        self._list.addWidget(self._row(listed))

    def finish(self) -> None:
        """Say that all are shown."""
        sound = sum(not one.trouble for one in self._rows.values())
        if not self._rows:
            words = self.tr("There is no copy yet.")
        elif sound == len(self._rows):
            words = self.tr("All of them were read to their end just now, and are sound.")
        else:
            words = self.tr("{sound} of {count} are sound. The others can’t be used.")
            if sound == 1:
                words = self.tr("1 of {count} is sound. The others can’t be used.")
            words = words.format(sound=sound, count=len(self._rows))
        self._lead.setText(words)

    def ask_about_first(self, listed: Listed) -> None:
        """Ask the question for the first sound copy that comes; for whoever has come for it."""
        if not listed.trouble and not self._was_asked:
            self._ask_about(listed)

    def tell_newer(self, path: Path, newer: Newer) -> None:
        """Tell what is not in a copy, before anybody decides."""
        if path != self._asked:
            return
        if path not in map(_path, self._rows.values()) and newer.made_at is not None:
            when = wording.made_words(newer.made_at, self._now())
            self._question.setText(
                self.tr("Put back {name}, a copy of {when}?").format(name=path.name, when=when)
            )
        words = wording.newer_words(newer)
        self._newer.setText(words)
        self._yes.setEnabled(True)
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)
        self._announcer.say(f"{self._question.text()} {words}")
        bring_into_sight(self._frame)

    def tell_trouble(self, sentence: str) -> None:
        """Say why a copy can't be put back; the list stays."""
        self._newer.setText(sentence)
        self._yes.setEnabled(False)
        self._no.setEnabled(True)
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)
        self._announcer.say(sentence)

    def tell_at_work(self) -> None:
        """Say that a copy is being put back."""
        self._newer.setText(
            self.tr("The copy is being put in place. This takes a moment; nothing needs you.")
        )
        for button in (self._yes, self._no, self._file, *self._rows):
            button.setEnabled(False)

    def _build_question(self) -> QWidget:
        look = self._look
        self._frame = QFrame()
        self._frame.setProperty("role", "soft")
        column = QVBoxLayout(self._frame)
        edge = look.px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look.px(theme.SMALL))
        self._question = label("", "strong")
        self._newer = label("", selectable=True)
        kept = label(
            self.tr(
                "The database as it is now is not deleted: it stays beside the new one under a "
                "name of its own."
            ),
            "quiet",
        )
        self._yes = Button(self.tr("Restore this copy"), "primary")
        self._no = Button(self.tr("Leave everything as it is"), enter_presses=False)
        buttons = FlowLayout(look.px(theme.SMALL))
        buttons.addWidget(self._yes)
        buttons.addWidget(self._no)
        for line in (self._question, self._newer, kept):
            column.addWidget(line)
        column.addSpacing(look.px(theme.TINY))
        column.addLayout(buttons)
        self._yes.clicked.connect(self._on_yes)
        self._no.clicked.connect(self._on_no)
        self._frame.hide()
        return self._frame

    def _row(self, listed: Listed) -> QWidget:
        look, now = self._look, self._now()
        row = Beside(look, theme.MEDIUM, _NARROW)
        words = QVBoxLayout()
        words.setSpacing(look.px(theme.TINY))
        words.addWidget(label(wording.made_words(listed.kept.copy.made_at, now)))
        place = wording.where_words(listed.where)
        size = wording.size_words(listed.kept.size)
        words.addWidget(label(f"{place} \N{MIDDLE DOT} {size}", "fine"))
        if listed.trouble:
            words.addWidget(label(listed.trouble, "fine"))
        row.row.addLayout(words, 1)
        end = QHBoxLayout()
        end.setSpacing(look.px(theme.MEDIUM))
        mark = StateMark(look)
        is_well = not listed.trouble
        mark.tell(self.tr("Sound") if is_well else self.tr("Bad"), is_well=is_well)
        mark.setMinimumWidth(look.px(_MARK_WIDTH))
        button = Button(self.tr("Restore…"), enter_presses=False)
        button.setAccessibleDescription(wording.listed_words(listed, now))
        button.setEnabled(is_well)
        end.addWidget(mark)
        end.addWidget(button)
        end.addStretch(0)
        row.row.addLayout(end)
        button.clicked.connect(self._on_row)
        self._rows[button] = listed
        return row

    def _ask_about(self, listed: Listed) -> None:
        when = wording.made_words(listed.kept.copy.made_at, self._now())
        self._ask(_path(listed), self.tr("Put back the copy of {when}?").format(when=when))

    def _ask(self, path: Path, question: str) -> None:
        self._asked, self._was_asked = path, True
        self._question.setText(question)
        self._newer.setText(self.tr("Looking for what is newer than this copy…"))
        self._yes.setEnabled(False)
        self._no.setEnabled(True)
        self._frame.show()
        self.newer_wanted.emit(path)

    def _on_row(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self._ask_about(self._rows[button])

    def _on_file(self) -> None:
        asking = QFileDialog(self, self.tr("Choose a copy of a LibDesk database"))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.setFileMode(QFileDialog.FileMode.ExistingFile)
        asking.setNameFilters(
            [self.tr("Copies of a database") + " (*.sqlite)", self.tr("All files") + " (*)"]
        )
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.fileSelected.connect(self._on_file_chosen)
        asking.open()

    def _on_file_chosen(self, file: str) -> None:
        path = Path(file)
        self._ask(path, self.tr("Put back {name}?").format(name=path.name))

    def _on_yes(self) -> None:
        if self._asked is not None:
            self.tell_at_work()
            self.restore_requested.emit(self._asked)

    def _on_no(self) -> None:
        asked, self._asked = self._asked, None
        self._frame.hide()
        rows = [button for button, listed in self._rows.items() if _path(listed) == asked]
        (*rows, self._file)[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _path(listed: Listed) -> Path:
    return Path(listed.folder, listed.kept.name)
