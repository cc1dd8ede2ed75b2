"""The room in which the desk sets what every form shows: known problems, the phone, IT's hours.

Also what it promises, whom to turn to when no answer comes, and when IT visits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Notice
from libdesk.domain.promises import Target
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.library import Library, LibrarySettings
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.places.hours_card import HoursCard
from libdesk.ui.places.known_card import KnownCard
from libdesk.ui.places.ladder_card import LadderCard
from libdesk.ui.places.promises_card import PromisesCard
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.places.visits_card import VisitsCard
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus

WIDEST = 760


@dataclass(frozen=True, slots=True)
class LibraryParts:
    """What the page is given.

    Attributes:
        library: reads and changes the settings.
        branches: returns branch codes and names; asked on the database thread.
        now: the time.
        tiles: words of each tile by its code, in their order.
        usual: the promises that LibDesk ships.
    """

    library: Library
    branches: Callable[[], Mapping[str, str]]
    now: Clock
    tiles: Mapping[str, str]
    usual: tuple[Target, ...]


class LibraryPage(QWidget):
    """A column of cards, each with its own Save.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.
    """

    changed = Signal()
    """Something was saved that every form should hear of."""

    def __init__(self, parts: LibraryParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self.setProperty("role", "page")
        self._build()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is settled; what somebody is typing stays."""
        super().showEvent(event)
        self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Offer no more to take back what was done before the room was left."""
        super().hideEvent(event)
        self._known.forget_over()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the page, also through what was added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _build(self) -> None:
        px = self._look.px
        self._known = KnownCard(self._look, self._parts.now, self._parts.tiles)
        self._build_names()
        self._hours = HoursCard(self._look)
        self._promises = PromisesCard(self._look, self._parts.now, self._parts.usual)
        self._ladder = LadderCard(self._look)
        self._visits = VisitsCard(self._look, self._parts.now)
        self._cards = (
            self._known,
            self._names,
            self._hours,
            self._promises,
            self._ladder,
            self._visits,
        )
        self._trouble = label("", "trouble")
        self._trouble.hide()
        self._content = QWidget()
        # Beside a stretch, so that the height is counted for the width that the cards have.
        row = QHBoxLayout(self._content)
        edge = px(theme.HUGE)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(0)
        inner = QWidget()
        inner.setMaximumWidth(px(WIDEST))
        row.addWidget(inner, 1)
        row.addStretch(0)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(theme.LARGE))
        column.addWidget(label(self.tr("Library"), "title"))
        column.addWidget(label(self.tr("What you set here, every form shows."), "quiet"))
        column.addWidget(self._trouble)
        for card in self._cards:
            # Saved before it was read, an empty field would take away what is settled.
            card.setEnabled(False)
            column.addWidget(card)
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(self._content)
        page.addWidget(self._area)

    def _build_names(self) -> None:
        self._names = SettingCard(
            self.tr("The phone for what can’t wait"),
            self.tr(
                "The number stands first on reports that can’t wait, the name on the printed "
                "sheet of whom to turn to."
            ),
            self.tr("Save phone and name"),
            self._look,
        )
        self._phone = self._names.add_line(self.tr("Phone number"))
        self._library = self._names.add_line(self.tr("The library’s name"))

    def _connect(self) -> None:
        for card in self._cards:
            card.look_requested.connect(self._area.ensureWidgetVisible)
        self._known.save_requested.connect(self._on_tell)
        self._known.end_requested.connect(self._on_end)
        self._known.reopen_requested.connect(self._on_reopen)
        self._names.save_requested.connect(self._on_names)
        self._hours.save_requested.connect(self._on_hours)
        self._promises.save_requested.connect(self._on_promises)
        self._ladder.save_requested.connect(self._on_ladder)
        self._visits.save_requested.connect(self._on_visits)

    def _read(self) -> None:
        parts = self._parts
        self._tasks.database(
            lambda: (parts.library.read(), parts.branches()),
            self._on_read,
            owner=self,
            failed=self._on_not_read,
            key="settings",
        )

    def _on_read(self, read: tuple[LibrarySettings, Mapping[str, str]]) -> None:
        settings, branches = read
        self._trouble.hide()
        self._known.show_known(settings.notices, branches)
        if not self._names.is_dirty:
            self._phone.setText(settings.urgent_phone)
            self._library.setText(settings.library)
        if not self._hours.is_dirty:
            self._hours.show_hours(settings.hours)
        self._promises.show_targets(settings.targets, settings.hours)
        if not self._ladder.is_dirty:
            self._ladder.show_steps(settings.ladder)
        self._visits.show_visits(settings.visits, branches)
        for card in self._cards:
            card.setEnabled(True)

    def _on_not_read(self, error: Exception) -> None:
        sentence = self.tr("What is settled could not be read. Open this room again to try anew.")
        if isinstance(error, Refusal | Unavailable | Conflict):
            sentence = error.sentence
        else:
            self._tasks.unhandled.emit(error)
        self._trouble.setText(sentence)
        self._trouble.show()

    def _on_tell(self) -> None:
        notice = self._known.notice()
        if notice is not None:
            self._save(self._known, lambda: self._parts.library.tell(notice))

    def _on_end(self, notice: Notice) -> None:
        def on_ended(_nothing: None) -> None:
            self._known.say_over(notice)
            self._read()
            self.changed.emit()

        self._tasks.database(
            lambda: self._parts.library.end(notice.id),
            on_ended,
            owner=self,
            failed=lambda error: self._tell_trouble(self._known, error),
        )

    def _on_reopen(self, notice_id: str) -> None:
        def on_reopened(_nothing: None) -> None:
            self._known.forget_over()
            self._read()
            self.changed.emit()

        self._tasks.database(
            lambda: self._parts.library.reopen(notice_id),
            on_reopened,
            owner=self,
            failed=lambda error: self._tell_trouble(self._known, error),
        )

    def _on_names(self) -> None:
        name, phone = self._library.text(), self._phone.text()
        self._save(self._names, lambda: self._parts.library.set_words(name, phone))

    def _on_hours(self) -> None:
        hours = self._hours.hours()
        if hours is not None:
            self._save(self._hours, lambda: self._parts.library.set_hours(hours))

    def _on_promises(self) -> None:
        targets = self._promises.targets()
        if targets is not None:
            self._save(self._promises, lambda: self._parts.library.set_targets(targets))

    def _on_ladder(self) -> None:
        steps = self._ladder.steps()
        if steps is not None:
            self._save(self._ladder, lambda: self._parts.library.set_ladder(steps))

    def _on_visits(self) -> None:
        visits = self._visits.changed_visits()
        if visits is None:
            return

        def work() -> None:
            for branch, days in visits.items():
                self._parts.library.set_visits(branch, days)

        self._save(self._visits, work)

    def _save(self, card: SettingCard, work: Callable[[], object]) -> None:
        def on_saved(_result: object) -> None:
            card.say_done(is_whole=card.finish())
            self._read()
            self.changed.emit()

        def on_not_saved(error: Exception) -> None:
            card.finish()
            self._tell_trouble(card, error)
            if isinstance(error, Refusal):
                self._read()  # what was refused may have changed elsewhere

        if card.begin():
            self._tasks.database(work, on_saved, owner=self, failed=on_not_saved)

    def _tell_trouble(self, card: SettingCard, error: Exception) -> None:
        if isinstance(error, Refusal):
            card.set_trouble(error.sentence, error.field)
        elif isinstance(error, Unavailable | Conflict):
            card.set_trouble(error.sentence)
        else:
            card.set_trouble(self.tr("That could not be saved. What you typed is still here."))
            self._tasks.unhandled.emit(error)
