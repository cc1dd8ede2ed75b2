"""What stands where no lines are: what to do first, or why there is nothing to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from libdesk.domain.inbox import View
from libdesk.ui import theme
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, label


class EmptyCard(QFrame):
    """Says what to do.

    Args:
        look: the theme.
        collects_from: the places that reports come from, in words.

    Signals:
        test_report_requested: open the form.
    """

    test_report_requested = Signal()

    def __init__(self, look: Theme, collects_from: Sequence[str]) -> None:
        super().__init__()
        self._collects_from = tuple(collects_from)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._frame = card()
        column.addWidget(self._frame)
        column.addStretch(1)
        inside = QVBoxLayout(self._frame)
        edge = look.px(theme.HUGE)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(look.px(theme.MEDIUM))
        self._heading = label("", "heading")
        self._words = label("", "quiet", selectable=True)
        self._words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._test = Button(self.tr("File a test report"), "primary", enter_presses=False)
        inside.addWidget(self._heading)
        inside.addWidget(self._words)
        inside.addWidget(self._test, 0, Qt.AlignmentFlag.AlignLeft)
        self._test.clicked.connect(self.test_report_requested)

    def say_opening(self) -> None:
        """Say that the database is being opened."""
        self._say(self.tr("Opening…"), "")

    def say_nothing_found(self) -> None:
        """Say that a search found nothing."""
        self._say(
            self.tr("Nothing was found with all of these words."),
            self.tr("Fewer words find more, and the beginning of the last word is enough."),
        )

    def say_all_left_out(self) -> None:
        """Say that what the list is narrowed to leaves nothing."""
        self._say(
            self.tr("Nothing here fits what you chose."),
            self.tr("“Show all” above brings the rest back."),
        )

    def say_empty(self, view: View, *, is_first_time: bool) -> None:
        """Say why a view is empty.

        Args:
            view: the view.
            is_first_time: nothing has ever arrived here.
        """
        if is_first_time:
            self._say_first()
            return
        words = {
            View.NEEDS_ME: (
                self.tr("Nothing needs you right now."),
                self.tr("New reports show up here by themselves, within ten seconds."),
            ),
            View.WAITING: (
                self.tr("Nothing is waiting."),
                self.tr("What rests until somebody answers or a part comes is kept here."),
            ),
            View.NIGGLES: (
                self.tr("No niggles."),
                self.tr("Small things that can wait for the next visit to a branch are kept here."),
            ),
            View.DONE: (
                self.tr("Nothing is done yet."),
                self.tr("What is fixed, or put off with a reason, is kept here."),
            ),
            View.ALL: (self.tr("Nothing is here."), ""),
        }
        self._say(*words[view])

    def _say_first(self) -> None:
        places = "\n".join(f"    {place}" for place in self._collects_from)
        self._say(
            self.tr("No report has arrived yet."),
            self.tr(
                "Try it first: file a test report on this computer with the button below, or with\n"
                "    libdesk report\n"
                "It shows up here within ten seconds.\n\n"
                "Then the staff computers: install LibDesk on each one, and name the same shared "
                "folder as “share” in its site file and in yours. Reports are collected from:\n"
                "{places}"
            ).format(places=places),
            offers_test=True,
        )

    def _say(self, heading: str, words: str, *, offers_test: bool = False) -> None:
        self._heading.setText(heading)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._test.setVisible(offers_test)
