"""The checker: an offer is asked about screen by screen, and its verdict stands beside it, live."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.cell_values import parse_day
from libdesk.domain.donation_checks import contradiction
from libdesk.domain.donation_hints import hints
from libdesk.domain.donation_policy import Policy, Verdict
from libdesk.domain.donation_verdicts import judge
from libdesk.domain.donations import Machine, Offer
from libdesk.services.donation_facts import DonationFacts
from libdesk.services.donation_stores import KeptOffer
from libdesk.services.donations import Donations
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.services.ports import Clock
from libdesk.ui import theme
from libdesk.ui.donations.checker_pages import AsksPage, CheckerPage, DonorPage, WhatPage
from libdesk.ui.donations.checker_screens import DONOR, WHAT, Screen, screens_for
from libdesk.ui.donations.checker_state import (
    MachineDraft,
    OfferDraft,
    draft_of,
    machine_draft,
)
from libdesk.ui.donations.verdict_view import VerdictView
from libdesk.ui.donations.wording import machine_words
from libdesk.ui.strings import counted
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.beside import Beside
from libdesk.ui.widgets.buttons import Button, is_held
from libdesk.ui.widgets.labels import card, label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus

_NARROW = 760
"""Pixels in which the verdict stands below the questions."""
_NO = frozenset({Verdict.DECLINE, Verdict.REFER})


@dataclass(frozen=True, slots=True)
class CheckerParts:
    """What the checker works with.

    Attributes:
        donations: the use cases.
        policy: returns the current policy; asked on the database's thread.
        facts: looks up what names tell.
        now: the clock.
        standard: returns the names of the library's standard models; asked as the policy is.
        this_machine: reads the computer on which the program runs; None where that can't be.
        drafts: what was typed and not saved, by the offer's id; outlasts the page.
    """

    donations: Donations
    policy: Callable[[], Policy]
    facts: DonationFacts
    now: Clock
    standard: Callable[[], Collection[str]] = tuple
    this_machine: Callable[[], Machine] | None = None
    drafts: dict[int, OfferDraft] = field(default_factory=dict)


class CheckerPanel(QWidget):
    """Asks; what is typed and not saved is there again the next time.

    Args:
        parts: services.
        tasks: the threads.
        look: the theme.
        offer: the offer that is asked about; None for a new one.

    Signals:
        saved: a KeptOffer.
        left: back to where one came from.
        letter_requested: the OfferId of an offer that was just saved, and wants its letter.
        list_requested: read a list of machines; `take_machines` takes them.
    """

    saved = Signal(object)
    left = Signal()
    letter_requested = Signal(int)
    list_requested = Signal()

    def __init__(
        self, parts: CheckerParts, tasks: Tasks, look: Theme, offer: Offer | None = None
    ) -> None:
        super().__init__()
        self._parts, self._tasks, self._look = parts, tasks, look
        self._key = 0 if offer is None else int(offer.id)
        self._fresh = draft_of(offer, self._today())
        self._draft = parts.drafts.get(self._key, self._fresh)
        self._is_back = self._key in parts.drafts
        self._policy: Policy | None = None
        self._standard: Collection[str] = ()
        self._screen = WHAT
        self._page: CheckerPage | None = None
        self._is_saving = False
        self._build()
        self._connect()

    @property
    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return replace(self._draft, place=0) != replace(self._fresh, place=0)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the policy; what was typed stays."""
        super().showEvent(event)
        parts = self._parts

        def work() -> tuple[Policy, Collection[str]]:
            parts.facts.looked_up(Machine(processor="i5-8500"))  # its lists are read here
            return parts.policy(), parts.standard()

        self._tasks.database(work, self._on_read, owner=self, failed=self._on_trouble, key="read")

    def hideEvent(self, event: QHideEvent) -> None:
        """Put aside what was typed and not saved."""
        super().hideEvent(event)
        if self.is_dirty:
            self._parts.drafts[self._key] = self._draft
        else:
            self._parts.drafts.pop(self._key, None)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the page, whose fields are made anew for each screen."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_held(event, self):
            self.go_on()
            return
        super().keyPressEvent(event)

    def take_machines(self, machines: Sequence[Machine]) -> None:
        """Add machines that were read from a list; an empty first one gives way to them."""
        drafts = tuple(map(machine_draft, machines))
        kept = tuple(one for one in self._draft.machines if one != MachineDraft())
        self._draft = replace(self._draft, machines=(*kept, *drafts) or (MachineDraft(),), place=0)
        self._show_screen(WHAT)

    def go_on(self) -> None:
        """Go to the next screen; where the verdict is a certain no, to what can be done then."""
        if self._letter.isVisible() and self._screen == WHAT and self._page is not None:
            self._letter.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._step(1)

    def _build(self) -> None:
        px = self._look.px
        self._trouble = Banner(self._look, "notice")
        self._strip = Picker(self._look)
        self._strip.setAccessibleName(self.tr("Machines of this offer"))
        self._where = label("", "quiet")
        self._holder = QVBoxLayout()
        self._view = VerdictView(self._look, brief=True)
        self._letter = Button(self.tr("Write the letter"), "primary")
        self._letter.setToolTip(self.tr("Ctrl+L"))
        self._skip = Button(self.tr("Who offers it?"), enter_presses=True)
        side = card()
        inner = QVBoxLayout(side)
        edge = px(theme.LARGE)
        inner.setContentsMargins(edge, edge, edge, edge)
        inner.setSpacing(px(theme.MEDIUM))
        inner.addWidget(label(self.tr("The verdict so far"), "quiet"))
        inner.addWidget(self._view)
        deeds = FlowLayout(px(theme.SMALL))
        for one in (self._letter, self._skip):
            deeds.addWidget(one)
        inner.addLayout(deeds)
        both = Beside(self._look, theme.HUGE, _NARROW)
        both.row.addLayout(self._holder, 3)
        ended = QVBoxLayout()
        ended.addWidget(side)
        ended.addStretch(1)
        both.row.addLayout(ended, 2)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        column.addWidget(both)
        column.addStretch(1)
        self._area = scrolling(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(theme.MEDIUM))
        for part in (self._trouble, self._strip, self._where):
            whole.addWidget(part)
        whole.addWidget(self._area, 1)
        whole.addLayout(self._foot())

    def _foot(self) -> FlowLayout:
        self._back = Button(self.tr("Back"), enter_presses=True)
        self._next = Button(self.tr("Go on"), "primary")
        self._save = Button(self.tr("Save"), enter_presses=True)
        self._save.setToolTip(self.tr("Ctrl+S"))
        self._more = Button(self.tr("Another machine of this offer"), enter_presses=True)
        self._less = Button(self.tr("Take this machine out"), enter_presses=True)
        self._done = label("", "quiet", wraps=False)
        foot = FlowLayout(self._look.px(theme.SMALL))
        for one in (self._back, self._next, self._save, self._more, self._less, self._done):
            foot.addWidget(one)
        return foot

    def _connect(self) -> None:
        self._back.clicked.connect(partial(self._step, -1))
        self._next.clicked.connect(partial(self._step, 1))
        self._save.clicked.connect(self._on_save)
        self._letter.clicked.connect(self._on_letter)
        self._skip.clicked.connect(partial(self._show_screen, DONOR))
        self._more.clicked.connect(self._on_more)
        self._less.clicked.connect(self._on_less)
        self._strip.activated.connect(self._on_machine)
        for keys, act in (
            ("Alt+Left", partial(self._step, -1)),
            ("Alt+Right", partial(self._step, 1)),
            ("Ctrl+S", self._on_save),
            ("Ctrl+Return", self._on_save),
            ("Ctrl+Enter", self._on_save),
            ("Ctrl+L", self._on_letter),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _on_read(self, read: tuple[Policy, Collection[str]]) -> None:
        self._policy, self._standard = read
        if self._page is None:
            self._show_screen(self._screen)
            if self._is_back:
                self._say(self.tr("What you had typed is here again; it is not saved yet."))
        else:
            self._judge()

    def _screens(self) -> tuple[Screen, ...]:
        if self._policy is None:
            return ()
        return screens_for(self._draft.now.typed(self._today()).machine.kind, self._policy)

    def _step(self, by: int) -> None:
        screens = self._screens()
        keys = [one.key for one in screens]
        if not keys:
            return
        at = keys.index(self._screen) + by if self._screen in keys else 0
        if at < 0:
            self.left.emit()
        elif at >= len(keys):
            self._save.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._show_screen(keys[at])

    def _show_screen(self, key: str) -> None:
        screens = self._screens()
        keys = [one.key for one in screens]
        if not keys:
            return
        self._screen = key if key in keys else WHAT
        at = keys.index(self._screen)
        told = self.tr("Screen {number} of {count}")
        self._where.setText(told.format(number=at + 1, count=len(keys)))
        old, self._page = self._page, self._made(screens[at])
        self._page.edited.connect(self._on_edited)
        self._page.go_on_requested.connect(self.go_on)
        if old is not None:
            self._holder.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._holder.addWidget(self._page)
        self._page.show()
        self._next.setVisible(at + 1 < len(keys))
        self._show_strip()
        self._judge()
        self._area.verticalScrollBar().setValue(0)
        self._page.focus_first()

    def _made(self, screen: Screen) -> CheckerPage:
        if screen.key == DONOR:
            return DonorPage(screen, self._draft, self._look)
        if screen.key != WHAT:
            return AsksPage(screen, self._draft.now, self._look)
        has_machine = self._parts.this_machine is not None
        page = WhatPage(screen, self._draft.now, self._look, has_machine=has_machine)
        page.pasted.connect(self._on_pasted)
        page.this_requested.connect(self._on_this)
        page.list_requested.connect(self.list_requested)
        return page

    def _show_strip(self) -> None:
        today, draft = self._today(), self._draft
        several = len(draft.machines) > 1
        self._strip.setVisible(several)
        self._less.setVisible(several)
        if several:
            names = [machine_words(one.typed(today).machine) for one in draft.machines]
            self._strip.clear()
            self._strip.addItems([f"{number}. {one}" for number, one in enumerate(names, 1)])
            self._strip.setCurrentIndex(draft.place)

    def _judge(self) -> None:
        """Show the verdict as it is by now, and what can't be at its field."""
        policy, today = self._policy, self._today()
        if policy is None:
            return
        typed = self._draft.now.typed(today)
        on = self._asked_on() or today
        machine = self._parts.facts.looked_up(typed.machine, self._standard, on)
        judged = judge(machine, policy, on)
        self._view.show_judged(judged, policy, hints(machine, judged, policy, on))
        is_no = judged.is_certain and judged.verdict in _NO
        self._letter.setVisible(is_no)
        self._skip.setVisible(judged.is_certain and self._screen != DONOR)
        self._save.setEnabled(not self._is_saving)
        if self._page is None:
            return
        odd = " ".join(filter(None, (contradiction(machine), *machine.faults)))
        for key, one in self._page.fields.items():
            about = odd if key in ("made_on", "processor", "disk_kind") else ""
            one.set_trouble(typed.troubles.get(key, "") or about)
        if isinstance(self._page, WhatPage):
            self._page.show_kind(machine.kind, self._understood(machine))

    def _understood(self, machine: Machine) -> str:
        draft = self._draft.now
        if not draft.spec.strip():
            return ""
        parts = (machine_words(machine), machine.processor)
        year = str(machine.made_on.year) if machine.made_on is not None else ""
        memory = self.tr("{count} GB of memory").format(count=machine.memory_gb)
        disk = self.tr("{count} GB disk").format(count=machine.disk_gb)
        told = [*parts, memory if machine.memory_gb else "", disk if machine.disk_gb else "", year]
        lines = [self.tr("Understood: {what}").format(what=", ".join(filter(None, told)))]
        if draft.unread:
            what = "; ".join(draft.unread)
            lines.append(self.tr("Not understood: {what}").format(what=what))
        return "\n".join(lines)

    def _on_edited(self, key: str, text: str) -> None:
        self._say("")
        if self._screen == DONOR:
            self._draft = replace(self._draft, donor={**self._draft.donor, key: text})
        else:
            self._draft = self._draft.put(self._draft.now.told(key, text))
        self._judge()

    def _on_pasted(self, spec: str) -> None:
        self._say("")
        self._draft = self._draft.put(self._draft.now.pasted(spec, self._today()))
        self._judge()

    def _on_this(self) -> None:
        work = self._parts.this_machine
        if work is not None:
            self._tasks.outside(work, self._on_this_read, owner=self, failed=self._on_trouble)

    def _on_this_read(self, machine: Machine) -> None:
        self._draft = self._draft.put(
            replace(self._draft.now, read=machine_draft(machine).hand, spec="", unread=())
        )
        self._show_screen(WHAT)

    def _on_more(self) -> None:
        self._draft = self._draft.added(MachineDraft())
        self._show_screen(WHAT)

    def _on_less(self) -> None:
        self._draft = self._draft.without()
        self._show_screen(WHAT)

    def _on_machine(self, place: int) -> None:
        self._draft = replace(self._draft, place=place)
        self._show_screen(self._screen if self._screen != DONOR else WHAT)

    def _on_letter(self) -> None:
        self._keep(is_letter=True)

    def _on_save(self) -> None:
        self._keep(is_letter=False)

    def _keep(self, *, is_letter: bool) -> None:
        """Save all of it; what is pressed twice is done once."""
        asked_on = self._asked_on()
        if self._is_saving or self._policy is None or self._has_trouble():
            return
        if asked_on is None:
            self._show_trouble(DONOR, "asked_on", self.tr("Type the day as 2026-12-03."))
            return
        draft = self._draft
        offer = draft.offer(self._today(), asked_on)
        expected = None if draft.base is None else draft.base.version
        self._is_saving = True
        self._tasks.database(
            partial(self._parts.donations.save, offer, expected),
            partial(self._on_saved, draft, is_letter),
            owner=self,
            failed=self._on_not_saved,
        )

    def _has_trouble(self) -> bool:
        """Go to the first answer that can't be; say whether there is one."""
        today = self._today()
        for place, one in enumerate(self._draft.machines):
            for key, told in one.typed(today).troubles.items():
                self._draft = replace(self._draft, place=place)
                found = (s.key for s in self._screens() for ask in s.asks if ask.key == key)
                self._show_trouble(next(found, WHAT), key, told)
                return True
        if all(one.typed(today).machine == Machine() for one in self._draft.machines):
            self._trouble.say(self.tr("Say first what is offered: type it, or pick what it is."))
            return True
        return False

    def _show_trouble(self, screen: str, key: str, told: str) -> None:
        self._show_screen(screen)
        if self._page is not None and key in self._page.fields:
            self._page.fields[key].set_trouble(told)
            self._page.fields[key].focus_first()

    def _on_saved(self, draft: OfferDraft, is_letter: bool, kept: KeptOffer) -> None:  # noqa: FBT001 - partial
        self._is_saving = False
        self._trouble.say("")
        self._parts.drafts.pop(self._key, None)
        is_whole = draft == self._draft
        self._key = int(kept.offer.id)
        self._fresh = draft_of(kept.offer, self._today())
        # What was typed while it was being saved stays, over the version that is stored now.
        self._draft = (
            replace(self._fresh, place=draft.place)
            if is_whole
            else replace(self._draft, base=kept.offer)
        )
        count = counted(len(kept.offer.machines), "", self.tr(" with {count} lines"))
        told = self.tr("Saved as {number}{lines}.")
        self._say(told.format(number=kept.offer.number, lines=count))
        self._judge()
        self.saved.emit(kept)
        if is_letter:
            self.letter_requested.emit(kept.offer.id)

    def _on_not_saved(self, error: Exception) -> None:
        self._is_saving = False
        self._judge()
        self._on_trouble(error)

    def _on_trouble(self, error: Exception) -> None:
        if isinstance(error, Refusal | Conflict | Unavailable):
            self._trouble.say(error.sentence)
        else:
            self._tasks.unhandled.emit(error)

    def _say(self, words: str) -> None:
        self._trouble.say("")
        self._done.setText(words)
        self._done.setVisible(bool(words))

    def _asked_on(self) -> date | None:
        return parse_day(self._draft.donor.get("asked_on", "").strip())

    def _today(self) -> date:
        return self._parts.now().astimezone().date()
