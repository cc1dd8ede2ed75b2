"""Known problems: tell every form of one, change what is told, and say when it is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from libdesk.domain.bulletin import Notice
from libdesk.services.ports import Clock
from libdesk.ui.knowledge.plain_words_bar import PlainWordsBar
from libdesk.ui.places.known_list import KnownList
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.typed_times import as_typed, read_typed
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.words_edit import WordsEdit

_ALL = "all"
_SHORT = 80
"""Characters of a known problem that are enough to know it again."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the fields."""

    words: str = ""
    branch: str = _ALL
    tile: str = ""
    until: str = ""
    waits: str = ""


class KnownCard(SettingCard):
    """Words in the desk's own name; a reporter's are never told to others.

    Args:
        look: the theme.
        now: tells the time.
        tiles: words of each tile by its code, in their order.
        bar: offers plainer words, as every form reads them; None for no offers.
    """

    end_requested = Signal(object)
    """The Notice that is over."""
    reopen_requested = Signal(str)
    """The id of one that is not over after all."""

    def __init__(
        self,
        look: Theme,
        now: Clock,
        tiles: Mapping[str, str],
        bar: PlainWordsBar | None = None,
    ) -> None:
        title = self.tr("Known problems")
        lead = self.tr("What you write here stands above the tiles of every form.")
        super().__init__(title, lead, self.tr("Tell all forms"), look)
        self._now = now
        self._branches: ChipRow | None = None
        self._shown: tuple[tuple[str, str], ...] = ()
        self._changing: Notice | None = None
        self._aside = _Typed()
        self._ended = ""
        self._build(tiles, bar)
        self._words.textChanged.connect(self.touch)
        self._tile.activated.connect(self.touch)
        self._list.change_requested.connect(self._on_change)
        self._list.end_requested.connect(self.end_requested)
        self._undo.clicked.connect(self._on_undo)
        self._leave.clicked.connect(self._on_leave)

    def notice(self) -> Notice | None:
        """Return what was typed; None where the time is none, which is told beside it."""
        now, typed = self._now(), self._typed()
        branch = "" if typed.branch == _ALL else typed.branch
        until: datetime | None = None
        if typed.until:
            until = self._read_until(typed.until, now)
            if until is None:
                told = self.tr("Type the time as 2 pm or 14:00, or leave it empty.")
                self.set_trouble(told, "until")
                return None
        base = self._changing or Notice("", "", now)
        return replace(
            base,
            text=typed.words,
            branch=branch,
            category=typed.tile,
            until=until,
            waits_for=typed.waits,
        )

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it was told, and empty the fields unless somebody goes on typing in them.

        What was being written before a change was begun comes back.
        """
        super().say_done(is_whole=is_whole)
        if is_whole:
            self._take_back()

    def take_left(self, left: object) -> None:
        """Take note of what is told since a save: whoever goes on changing it begins there."""
        changing = self._changing
        if isinstance(left, Notice) and changing is not None and changing.id == left.id:
            self._changing = left

    def let_go(self) -> None:
        """Leave the change that was begun: the list shows what is told now."""
        super().let_go()
        self._take_back()

    def say_over(self, notice: Notice) -> None:
        """Say that one is over, and how to take that back; what is being typed stays."""
        self.set_trouble("")
        self._ended = notice.id
        words = " ".join(notice.text.split())
        if len(words) > _SHORT:
            words = f"{words[:_SHORT]}\N{HORIZONTAL ELLIPSIS}"
        told = self.tr("“{words}” is over. No form shows it any more.").format(words=words)
        had_focus = self._list.isAncestorOf(self.window().focusWidget() or self)
        self._over.say(told)
        if had_focus:
            self._undo.setFocus()  # not the next one's "It is over", for a hand that presses twice

    def forget_over(self) -> None:
        """Offer no more to take an end back."""
        self._ended = ""
        self._over.say("")

    def show_known(self, notices: Sequence[Notice], branches: Mapping[str, str]) -> None:
        """Show what is told now, and to whom it can be told."""
        self._list.show_known(notices, branches)
        if tuple(branches.items()) != self._shown:
            self._shown = tuple(branches.items())
            self._build_branches(branches)
        changing = self._changing
        if changing is not None and changing.id not in {notice.id for notice in notices}:
            # It ended meanwhile: a change that was begun can still be told, as a new one.
            self._turn_to(None)
            if not self.is_dirty:
                self._take_back()

    def _build(self, tiles: Mapping[str, str], bar: PlainWordsBar | None) -> None:
        self._undo = Button(self.tr("Undo"), enter_presses=False)
        self._over = Banner(self.look, "check", (self._undo,))
        self.column.addWidget(self._over)
        self._list = KnownList(self.look, self._now, tiles)
        self.column.addWidget(self._list)
        self._mode = label("", "strong")
        self.column.addWidget(self._mode)
        self._words = WordsEdit(self.look, (2, 5))
        self.add_field(self.tr("What is known, in your words"), self._words, "text")
        if bar is not None:
            bar.watch(self._words)
            self.column.addWidget(bar.line)
            self.column.addWidget(bar)
        self._where = QVBoxLayout()
        self.column.addLayout(self._where)
        self.add_place("branch")
        self._tile = Picker(self.look)
        self._tile.addItem(self.tr("No tile in particular"), "")
        for code, words in tiles.items():
            self._tile.addItem(words, code)
        self.add_field(self.tr("Which tile it is about (optional)"), self._tile)
        self._until = self.add_line(
            self.tr("Expected back at (optional)"),
            self.tr("A time, such as 2 pm; a later day as 2026-12-03 2 pm"),
            "until",
        )
        self._waits = self.add_line(
            self.tr("Who has to do the next step (optional)"),
            self.tr("Such as: the internet provider"),
        )
        self._leave = Button(self.tr("Leave it as it was"), enter_presses=False)
        self.add_button(self._leave)
        self._turn_to(None)

    def _build_branches(self, branches: Mapping[str, str]) -> None:
        old_row = self._branches
        choices = [(_ALL, self.tr("All branches")), *branches.items()]
        self._branches = ChipRow(self.tr("Where?"), choices, self.look, role="")
        self._choose_branch("".join(old_row.chosen()) if old_row is not None else _ALL)
        self._branches.changed.connect(self.touch)
        self._where.addWidget(self._branches)
        if old_row is not None:
            self._where.removeWidget(old_row)
            old_row.deleteLater()

    def _choose_branch(self, branch: str) -> None:
        if self._branches is None:
            return
        self._branches.choose((branch,))
        if not self._branches.chosen():
            # A branch that is gone: then it is told to all, and seen so.
            self._branches.choose((_ALL,))

    def _typed(self) -> _Typed:
        return _Typed(
            words=self._words.words(),
            branch=("".join(self._branches.chosen()) if self._branches else "") or _ALL,
            tile=self._tile.currentData(),
            until=self._until.text().strip(),
            waits=self._waits.text().strip(),
        )

    def _fill(self, typed: _Typed) -> None:
        self._words.set_words(typed.words)
        self._choose_branch(typed.branch)
        if self._tile.findData(typed.tile) < 0:
            self._tile.addItem(typed.tile, typed.tile)  # a tile of a later release stays what it is
        self._tile.setCurrentIndex(self._tile.findData(typed.tile))
        self._until.setText(typed.until)
        self._waits.setText(typed.waits)

    def _take_back(self) -> None:
        """Go on with what was being written before a change was begun; with nothing, mostly."""
        self._turn_to(None)
        self._fill(self._aside)
        self.is_dirty = self._aside != _Typed()
        self._aside = _Typed()

    def _turn_to(self, changing: Notice | None) -> None:
        is_new = changing is None
        self._changing = changing
        self._mode.setText(
            self.tr("Tell all forms of a problem") if is_new else self.tr("Change what is told")
        )
        self.set_save_words(self.tr("Tell all forms") if is_new else self.tr("Save the change"))
        self._leave.setVisible(not is_new)

    def _read_until(self, typed: str, now: datetime) -> datetime | None:
        changing = self._changing
        if changing is not None and typed == self._until_words(changing):
            return changing.until  # "16:00" once meant another day
        return read_typed(typed, now)

    def _until_words(self, notice: Notice) -> str:
        return as_typed(notice.until, self._now()) if notice.until is not None else ""

    def _on_change(self, notice: Notice) -> None:
        if self._changing is not None and self.is_dirty:
            self.set_trouble(self.tr("Save the change that you began first, or leave it."))
            return
        if self._changing is None and self.is_dirty:
            self._aside = self._typed()
        self.set_trouble("")
        self._turn_to(notice)
        until = self._until_words(notice)
        branch = notice.branch or _ALL
        self._fill(_Typed(notice.text, branch, notice.category, until, notice.waits_for))
        self.is_dirty = False
        self._words.setFocus()
        self.look_requested.emit(self._words)

    def _on_leave(self) -> None:
        self.set_trouble("")
        self._words.setFocus()
        self._take_back()

    def _on_undo(self) -> None:
        if self._ended:
            self._list.focus_next_time(self._ended)
            self.reopen_requested.emit(self._ended)
