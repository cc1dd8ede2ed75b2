"""The room in which the desk sets what every form shows: known problems, the phone, IT's hours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.library import Library, LibrarySettings
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.places.hours_card import HoursCard
from libdesk.ui.places.known_card import KnownCard
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling

WIDEST = 760


@dataclass(frozen=True, slots=True)
class LibraryParts:
    """What the page is given.

    Attributes:
        library: reads and changes the settings.
        branches: returns branch codes and names; asked on the database thread.
        now: the time.
    """

    library: Library
    branches: Callable[[], Mapping[str, str]]
    now: Clock


class LibraryPage(QWidget):
    """Three cards, each with its own Save.

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
        self._known.save_requested.connect(self._on_tell)
        self._known.end_requested.connect(self._on_end)
        self._names.save_requested.connect(self._on_names)
        self._hours.save_requested.connect(self._on_hours)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is settled; what somebody is typing stays."""
        super().showEvent(event)
        self._read()

    def _build(self) -> None:
        px = self._look.px
        content = QWidget()
        column = QVBoxLayout(content)
        edge = px(theme.HUGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.LARGE))
        column.addWidget(label(self.tr("Library"), "title"))
        column.addWidget(label(self.tr("What you set here, every form shows."), "quiet"))
        self._known = KnownCard(self._look, self._parts.now)
        self._names = SettingCard(
            self.tr("The phone for what can’t wait"),
            self.tr("It stands first on reports that can’t wait."),
            self.tr("Save phone and name"),
            self._look,
        )
        self._phone = self._names.add_line(self.tr("Phone number"))
        self._library = self._names.add_line(self.tr("The library’s name"))
        self._hours = HoursCard(self._look)
        for card in (self._known, self._names, self._hours):
            card.setMaximumWidth(px(WIDEST))
            column.addWidget(card)
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolling(content))

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
        self._known.show_known(settings.notices, branches)
        if not self._names.is_dirty:
            self._phone.setText(settings.urgent_phone)
            self._library.setText(settings.library)
        if not self._hours.is_dirty:
            self._hours.show_hours(settings.hours)

    def _on_not_read(self, error: Exception) -> None:
        self._tell_trouble(self._known, error)

    def _on_tell(self) -> None:
        notice = self._known.notice()
        if notice is not None:
            self._save(self._known, lambda: self._parts.library.tell(notice), self._known.clear)

    def _on_end(self, notice_id: str) -> None:
        self._save(self._known, lambda: self._parts.library.end(notice_id), self._known.say_done)

    def _on_names(self) -> None:
        name, phone = self._library.text(), self._phone.text()
        self._save(
            self._names,
            lambda: self._parts.library.set_words(name, phone),
            self._names.say_done,
        )

    def _on_hours(self) -> None:
        hours = self._hours.hours()
        if hours is not None:
            self._save(
                self._hours, lambda: self._parts.library.set_hours(hours), self._hours.say_done
            )

    def _save(
        self, card: SettingCard, work: Callable[[], object], done: Callable[[], None]
    ) -> None:
        def on_saved(_result: object) -> None:
            done()
            self._read()
            self.changed.emit()

        self._tasks.database(
            work, on_saved, owner=self, failed=lambda error: self._tell_trouble(card, error)
        )

    def _tell_trouble(self, card: SettingCard, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable | Conflict):
            card.set_trouble(error.sentence)
            return
        card.set_trouble(self.tr("That could not be saved. What you typed is still here."))
        self._tasks.unhandled.emit(error)
