"""The room in which the desk sets what every form shows: known problems, the phone, IT's hours.

Also what it promises, whom to turn to when no answer comes, when IT visits, and how long things
are kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.bulletin import Notice
from libdesk.domain.promises import Target
from libdesk.services import settled
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.library import Library, LibrarySettings
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.knowledge.plain_words_bar import PlainWordsBar
from libdesk.ui.places.hours_card import HoursCard
from libdesk.ui.places.keeping_card import KeepingCard
from libdesk.ui.places.known_card import KnownCard
from libdesk.ui.places.ladder_card import LadderCard
from libdesk.ui.places.promises_card import PromisesCard
from libdesk.ui.places.saving import Saving
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.places.visits_card import VisitsCard
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus

if TYPE_CHECKING:
    from libdesk.domain.plain_words import PlainWords

WIDEST = 760

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LibraryParts:
    """What the page is given.

    Attributes:
        library: reads and changes the settings.
        branches: returns branch codes and names; asked on the database thread.
        now: the time.
        tiles: words of each tile by its code, in their order.
        usual: the promises that LibDesk ships.
        can_set_up: set-up can be gone through again from here.
        plain_words: reads the terms and what sounds like blame, for what every form will read;
            asked on a worker. None: nothing is checked.
    """

    library: Library
    branches: Callable[[], Mapping[str, str]]
    now: Clock
    tiles: Mapping[str, str]
    usual: tuple[Target, ...]
    can_set_up: bool = False
    plain_words: "Callable[[], PlainWords] | None" = None


class LibraryPage(QWidget):
    """A column of cards, each with its own Save.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.
    """

    changed = Signal()
    """Something was saved that every form should hear of."""
    set_up_requested = Signal()
    """Go through set-up: branches, other computers, second copies."""
    export_requested = Signal()
    """Somebody wants everything in a folder."""

    def __init__(self, parts: LibraryParts, tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._tasks = tasks
        self._look = look
        self._saving = Saving(tasks, parts.now, look, self)
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
        load = self._parts.plain_words
        bar = PlainWordsBar(self._look, self._tasks, load) if load is not None else None
        self._known = KnownCard(self._look, self._parts.now, self._parts.tiles, bar)
        self._build_names()
        self._hours = HoursCard(self._look)
        self._promises = PromisesCard(self._look, self._parts.now, self._parts.usual)
        self._ladder = LadderCard(self._look)
        self._visits = VisitsCard(self._look, self._parts.now)
        self._keeping = KeepingCard(self._look)
        self._parts_of = (
            (self._names, settled.NAMES),
            (self._hours, settled.HOURS),
            (self._promises, settled.TARGETS),
            (self._ladder, settled.LADDER),
            (self._visits, settled.VISITS),
            (self._keeping, settled.KEEPING),
        )
        self._cards = (self._known, *(card for card, _ in self._parts_of))
        self._again = Button(self.tr("Try again"), enter_presses=False)
        self._trouble = Banner(self._look, "notice", (self._again,))
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
        self._build_head(column)
        column.addWidget(self._trouble)
        for card in self._cards:
            # Saved before it was read, an empty field would take away what is settled.
            card.setEnabled(False)
            column.addWidget(card)
        column.addWidget(self._export_button(), 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(self._content)
        page.addWidget(self._area)

    def _build_head(self, column: QVBoxLayout) -> None:
        column.addWidget(label(self.tr("Library"), "title"))
        column.addWidget(label(self.tr("What you set here, every form shows."), "quiet"))
        if self._parts.can_set_up:
            words = self.tr("Set-up: branches, other computers, copies…")
            button = Button(words, enter_presses=False)
            button.clicked.connect(self.set_up_requested)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _export_button(self) -> Button:
        self._export = Button(self.tr("Export everything…"), enter_presses=False)
        self._export.setToolTip(self.tr("Ctrl+E"))
        self._export.setEnabled(False)  # or it alone would take the focus before the cards can
        return self._export

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
        self._saving.saved.connect(self._read)
        self._saving.saved.connect(self.changed)
        self._saving.read_requested.connect(self._read)
        self._saving.shown_requested.connect(self._read_then)
        self._again.clicked.connect(self._read)
        self._known.save_requested.connect(self._on_tell)
        self._known.end_requested.connect(self._on_end)
        self._known.reopen_requested.connect(self._on_reopen)
        self._names.save_requested.connect(self._on_names)
        library = self._parts.library
        self._save_typed(self._hours, self._hours.hours, library.set_hours)
        self._save_typed(self._promises, self._promises.targets, library.set_targets)
        self._save_typed(self._ladder, self._ladder.steps, library.set_ladder)
        self._save_typed(self._visits, self._visits.changed_visits, library.set_visits)
        self._save_typed(self._keeping, self._keeping.keeping, library.set_keeping)
        self._export.clicked.connect(self.export_requested)

    def _read(self) -> None:
        self._read_then(lambda: None)

    def _read_then(self, then: Callable[[], None]) -> None:
        parts = self._parts

        def on_read(read: tuple[LibrarySettings, Mapping[str, str]]) -> None:
            self._on_read(read)
            then()

        self._tasks.database(
            lambda: (parts.library.read(), parts.branches()),
            on_read,
            owner=self,
            failed=self._on_not_read,
            key="settings",
        )

    def _on_read(self, read: tuple[LibrarySettings, Mapping[str, str]]) -> None:
        settings, branches = read
        self._trouble.say("")
        for card, part in self._parts_of:
            if not card.is_dirty:
                card.version = settings.versions[part]
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
        if not self._keeping.is_dirty:
            self._keeping.show_keeping(settings.keeping)
        for card in self._cards:
            card.setEnabled(True)
        self._export.setEnabled(True)

    def _on_not_read(self, error: Exception) -> None:
        sentence = self.tr("What is settled could not be read. What you typed is still here.")
        if isinstance(error, Refusal | Unavailable | Conflict):
            sentence = error.sentence
        else:
            self._tasks.unhandled.emit(error)
        self._trouble.say(sentence)

    def _on_tell(self) -> None:
        notice, library = self._known.notice(), self._parts.library
        if notice is not None:
            self._saving.save(
                self._known, lambda version: library.tell(notice, over_all=version is None)
            )

    def _on_end(self, notice: Notice) -> None:
        def on_ended(_nothing: None) -> None:
            self._known.say_over(notice)
            self._read()
            self.changed.emit()

        self._tasks.database(
            lambda: self._parts.library.end(notice.id),
            on_ended,
            owner=self,
            failed=lambda error: self._saving.tell_trouble(self._known, error),
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
            failed=lambda error: self._saving.tell_trouble(self._known, error),
        )

    def _on_names(self) -> None:
        name, phone = self._library.text(), self._phone.text()
        library = self._parts.library
        self._saving.save(self._names, lambda version: library.set_words(name, phone, version))

    def _save_typed(
        self,
        card: SettingCard,
        typed: Callable[[], T | None],
        store: Callable[[T, int | None], int],
    ) -> None:
        """Let a card's Save store what was typed there; None is what it could not make sense of."""

        def on_save() -> None:
            value = typed()
            if value is not None:
                self._saving.save(card, lambda version: store(value, version))

        card.save_requested.connect(on_save)
