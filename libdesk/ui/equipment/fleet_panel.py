"""How mixed the computers of each branch are, with the odd ones out to go to (S53)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from libdesk.domain.fleet import Alike, Mix, OddOne, OddWhy
from libdesk.domain.records import ItemId
from libdesk.services.errors import Unavailable
from libdesk.ui import theme
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import card, hairline, label
from libdesk.ui.widgets.scroll import scrolling

DOT = " · "

_MOST = 8
"""Odd ones of a branch that have a line of their own; the list has them all."""

_NARROW = 420
"""Pixels in which a computer and why it is odd don't fit beside each other."""


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


@dataclass(frozen=True, slots=True)
class Fleet:
    """What is shown.

    Attributes:
        mixes: how mixed each branch is.
        names: the branches' names by their codes.
    """

    mixes: tuple[Mix, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def odd_words(one: OddOne) -> str:
    """Return why a computer is an odd one out."""
    return {
        OddWhy.ONLY_ONE: _tr("the only one of its model here"),
        OddWhy.FEW: _tr("there are more of other models"),
        OddWhy.UNKNOWN: _tr("its model is not known"),
        OddWhy.SYSTEM: _tr("it runs another system than the others of its model"),
    }[one.why]


def sum_words(mix: Mix) -> str:
    """Return a branch's figure with its arithmetic."""
    told = _tr("{standard} of {computers} computers are of a standard model: {percent} %")
    return told.format(standard=mix.standard, computers=mix.computers, percent=mix.percent)


class FleetPanel(QWidget):
    """A card for each branch.

    Args:
        read: reads what is shown; called on the database's thread.
        tasks: the threads.
        look: the theme.

    Signals:
        items_requested: show these items (a tuple of ItemId).
        print_requested: print it.
        left: back to where somebody came from.
    """

    items_requested = Signal(object)
    print_requested = Signal()
    left = Signal()

    def __init__(self, read: Callable[[], Fleet], tasks: Tasks, look: Theme) -> None:
        super().__init__()
        self._read = read
        self._tasks = tasks
        self._look = look
        self._shown: Fleet | None = None
        self._cards: list[QWidget] = []
        self.setProperty("role", "page")
        self.setAccessibleName(self.tr("How mixed our computers are"))
        self._print = Button(self.tr("Print…"), enter_presses=False)
        self._back = Button(self.tr("Back to the equipment"), "link", enter_presses=False)
        self._banner = Banner(look, "notice")
        self._build()
        self._print.clicked.connect(self.print_requested)
        self._back.clicked.connect(self.left)

    def read(self) -> None:
        """Read it anew."""
        self._tasks.database(
            self._read, self.show_fleet, owner=self, failed=self._on_failed, key="fleet"
        )

    def show_fleet(self, fleet: Fleet) -> None:
        """Show how mixed the branches are; what is the same stays as it is."""
        self._banner.say("")
        if fleet == self._shown:
            return
        self._shown = fleet
        for one in self._cards:
            self._column.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._cards = [self._card(one, fleet.names) for one in fleet.mixes]
        for place, made in enumerate(self._cards):
            self._column.insertWidget(place, made)
        self._empty.setVisible(not fleet.mixes)
        self._print.setEnabled(bool(fleet.mixes))

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is."""
        super().showEvent(event)
        self.read()

    def _build(self) -> None:
        px = self._look.px
        edge, large = px(theme.HUGE), px(theme.LARGE)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(edge, large, edge, large)
        outside.setSpacing(px(theme.MEDIUM))
        head = QHBoxLayout()
        head.setSpacing(px(theme.SMALL))
        head.addWidget(label(self.tr("How mixed our computers are"), "title"), 1)
        head.addWidget(self._print)
        head.addWidget(self._back)
        outside.addLayout(head)
        lead = self.tr(
            "Standard are a branch’s commonest models, where it has more than one computer of "
            "them. The figure is the standard computers divided by all computers of the branch. "
            "Each odd one out costs time of its own."
        )
        outside.addWidget(label(lead, "quiet"))
        outside.addWidget(self._banner)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        self._column.setSpacing(px(theme.MEDIUM))
        told = self.tr("No computers are in the list yet. Add them, or read them from a list.")
        self._empty = label(told, "quiet")
        self._empty.hide()
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        outside.addWidget(scrolling(inside), 1)

    def _card(self, mix: Mix, names: Mapping[str, str]) -> QFrame:
        px = self._look.px
        name = names.get(mix.branch, mix.branch) or self.tr("Without a branch")
        frame = card()
        frame.setAccessibleName(f"{name}. {sum_words(mix)}")
        column = QVBoxLayout(frame)
        edge = px(theme.LARGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(px(theme.SMALL))
        head = QHBoxLayout()
        head.setSpacing(px(theme.MEDIUM))
        head.addWidget(label(name, "heading"), 1)
        figure = self.tr("{percent} %").format(percent=mix.percent)
        head.addWidget(label(figure, "heading", wraps=False))
        column.addLayout(head)
        column.addWidget(label(sum_words(mix)))
        if mix.models:
            column.addWidget(label("\n".join(map(_model_words, mix.models)), "quiet"))
        if mix.odd:
            column.addWidget(hairline())
            self._add_odd(column, name, mix.odd)
        return frame

    def _add_odd(self, column: QVBoxLayout, name: str, odd: Sequence[OddOne]) -> None:
        every = self.tr("Show the odd one") if len(odd) == 1 else self.tr("Show all {count}")
        show = Button(every.format(count=len(odd)), enter_presses=False)
        show.setAccessibleDescription(self.tr("Odd ones out of {branch}").format(branch=name))
        show.clicked.connect(partial(self._on_items, tuple(one.record.id for one in odd)))
        column.addWidget(label(self.tr("Odd ones out"), "strong"))
        for one in odd[:_MOST]:
            column.addWidget(self._odd_row(one))
        if len(odd) > _MOST:
            more = self.tr("and {count} more").format(count=len(odd) - _MOST)
            column.addWidget(label(more, "quiet"))
        column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)

    def _odd_row(self, one: OddOne) -> QWidget:
        record = one.record
        made = Beside(self._look, theme.SMALL, _NARROW)
        go = Button(DOT.join(filter(None, (record.tag, record.name))), "link", enter_presses=False)
        go.clicked.connect(partial(self._on_items, (record.id,)))
        made.row.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        told = label(DOT.join(filter(None, (record.machine, odd_words(one)))), "quiet")
        made.row.addWidget(told, 1)
        return made

    def _on_items(self, ids: tuple[ItemId, ...]) -> None:
        self.items_requested.emit(ids)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Unavailable):
            self._banner.say(error.sentence)
        else:
            self._tasks.unhandled.emit(error)


def _model_words(alike: Alike) -> str:
    parts = (f"{alike.count} × {alike.machine}", alike.system)
    told = DOT.join(filter(None, parts))
    return _tr("{model} (standard)").format(model=told) if alike.is_standard else told
