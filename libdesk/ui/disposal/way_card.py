"""A card below an item's record: how it was wiped, how it went, or until when it is kept."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from libdesk.domain.disposal import Leaving, Step, is_locked
from libdesk.domain.wiping import WipingRules
from libdesk.services.disposals import Disposals
from libdesk.services.equipment import Chosen
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.disposal.wording import lock_words, way_lines, wipe_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout


class WayCard(QWidget):
    """Empty until there is something to tell of the item; with nothing to tell, it goes.

    Args:
        rules: what is known of wiping.
        look: the theme.

    Signals:
        open_requested: go on with it.
        certificate_requested: print the certificate.
    """

    open_requested = Signal()
    certificate_requested = Signal()

    def __init__(self, rules: WipingRules, look: Theme) -> None:
        super().__init__()
        self._rules = rules
        self._look = look
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._card.setAccessibleName(self.tr("Wiping and disposal"))
        self._card.hide()
        around.addWidget(self._card)
        self._column = QVBoxLayout(self._card)
        edge = look.px(theme.LARGE)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(look.px(theme.SMALL))
        self._column.addWidget(label(self.tr("Wiping and disposal"), "heading"))

    def show_leaving(self, found: Sequence[Leaving], today: date) -> None:
        """Show how an item stands; called once."""
        lines = self._told(found[0], today) if found else ()
        if not lines:
            self.hide()
            return
        for sign, words in lines:
            self._column.addWidget(label(f"{sign}  {words}" if sign else words, selectable=True))
        flow = FlowLayout(self._look.px(theme.SMALL))
        if found[0].certified is not None:
            certificate = Button(self.tr("Print wipe certificate…"), enter_presses=False)
            certificate.clicked.connect(self.certificate_requested)
            flow.addWidget(certificate)
        go_on = Button(self.tr("Wipe and dispose…"), "link", enter_presses=False)
        go_on.clicked.connect(self.open_requested)
        flow.addWidget(go_on)
        self._column.addLayout(flow)
        self._card.show()

    def _told(self, leaving: Leaving, today: date) -> Sequence[tuple[str, str]]:
        if leaving.step is not Step.SERVES:
            return way_lines(leaving, self._rules, today)
        told = [("", wipe_words(one, self._rules)) for one in leaving.wipes[:1]]
        if is_locked(leaving.record, today):
            told.append(("", lock_words(leaving.record)))
        return told


class WayCards(QObject):
    """Makes the card for whichever item is shown; what it tells is read on the database's thread.

    Args:
        tasks: the threads.
        disposals: reads it.
        rules: what is known of wiping.
        look: the theme.
        now: the clock.

    Signals:
        open_requested: the id of an item to go on with.
        certificate_requested: the id of an item whose certificate is to be printed.
    """

    open_requested = Signal(int)
    certificate_requested = Signal(int)

    def __init__(
        self,
        tasks: Tasks,
        disposals: Disposals,
        rules: WipingRules,
        look: Theme,
        now: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._disposals = disposals
        self._rules = rules
        self._look = look
        self._now = now

    def __call__(self, chosen: Chosen) -> QWidget:
        """Return a card for an item; it fills itself, or stays hidden."""
        card = WayCard(self._rules, self._look)
        item = chosen.record.id
        card.open_requested.connect(partial(self.open_requested.emit, item))
        card.certificate_requested.connect(partial(self.certificate_requested.emit, item))
        self._tasks.database(
            partial(self._disposals.of, [item]),
            lambda found: card.show_leaving(found, self._now().astimezone().date()),
            owner=card,
            failed=lambda _error: card.hide(),
            quiet=True,
        )
        return card
