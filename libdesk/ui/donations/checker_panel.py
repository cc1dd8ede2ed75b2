"""The checker: an offer is asked about screen by screen, and its verdict stands beside it, live."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from libdesk.domain.donation_contradictions import contradiction
from libdesk.domain.donation_hints import hints
from libdesk.domain.donation_policy import Policy, Verdict
from libdesk.domain.donation_verdicts import judge
from libdesk.domain.donations import Machine, Offer
from libdesk.services.donation_facts import DonationFacts
from libdesk.services.donation_stores import KeptOffer
from libdesk.services.donations import Donations
from libdesk.services.ports import Clock
from libdesk.ui.donations.checker_frame import CheckerFrame
from libdesk.ui.donations.checker_pages import WhatPage, page_for
from libdesk.ui.donations.checker_saving import CheckerSaving, asked_on
from libdesk.ui.donations.checker_screens import DONOR, WHAT, Screen, screens_for
from libdesk.ui.donations.checker_state import (
    MachineDraft,
    OfferDraft,
    draft_of,
    machine_draft,
)
from libdesk.ui.donations.wording import machine_words, understood_words
from libdesk.ui.tasks import Tasks
from libdesk.ui.theme import Theme

_NO = frozenset({Verdict.DECLINE, Verdict.REFER})
_ODD = ("made_on", "processor", "disk_kind")
"""Answers beside which it is told that two facts contradict each other."""


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

    def today(self) -> date:
        """Return the library's day."""
        return self.now().astimezone().date()


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
        self._fresh = draft_of(offer, parts.today())
        self._draft = parts.drafts.get(self._key, self._fresh)
        self._is_back = self._key in parts.drafts
        self._policy: Policy | None = None
        self._standard: Collection[str] = ()
        self._screen = WHAT
        self._frame = CheckerFrame(look)
        self._saving = CheckerSaving(parts.donations, tasks, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)
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

    def take_machines(self, machines: Sequence[Machine]) -> None:
        """Add machines that were read from a list; an empty first one gives way to them."""
        drafts = tuple(map(machine_draft, machines))
        kept = tuple(one for one in self._draft.machines if one != MachineDraft())
        self._draft = replace(self._draft, machines=(*kept, *drafts) or (MachineDraft(),), place=0)
        self._show_screen(WHAT)

    def go_on(self) -> None:
        """Go to the next screen; where the verdict is a certain no, to what can be done then."""
        if self._frame.letter.isVisible() and self._screen == WHAT:
            self._frame.letter.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._step(1)

    def _connect(self) -> None:
        frame, saving = self._frame, self._saving
        frame.entered.connect(self.go_on)
        frame.skip.clicked.connect(partial(self._show_screen, DONOR))
        frame.more.clicked.connect(lambda: self._take(self._draft.added(MachineDraft())))
        frame.less.clicked.connect(lambda: self._take(self._draft.without()))
        frame.strip.activated.connect(
            lambda place: self._take(replace(self._draft, place=place), self._screen)
        )
        saving.saved.connect(self._on_saved)
        saving.refused.connect(self._on_refused)
        saving.failed.connect(self._on_trouble)
        back, on = partial(self._step, -1), partial(self._step, 1)
        save, letter = partial(self._keep, is_letter=False), partial(self._keep, is_letter=True)
        for button, act in (
            (frame.back, back),
            (frame.next, on),
            (frame.save, save),
            (frame.letter, letter),
        ):
            button.clicked.connect(act)
        for keys, act in (
            ("Alt+Left", back),
            ("Alt+Right", on),
            ("Ctrl+S", save),
            ("Ctrl+Return", save),
            ("Ctrl+Enter", save),
            ("Ctrl+L", letter),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _on_read(self, read: tuple[Policy, Collection[str]]) -> None:
        self._policy, self._standard = read
        if self._frame.page is not None:
            self._judge()
            return
        self._show_screen(self._screen)
        if self._is_back:
            told = self.tr("What you had typed is here again; it is not saved yet.")
            self._frame.say("", told)

    def _screens(self) -> tuple[Screen, ...]:
        if self._policy is None:
            return ()
        kind = self._draft.now.typed(self._parts.today()).machine.kind
        return screens_for(kind, self._policy)

    def _step(self, by: int) -> None:
        keys = [one.key for one in self._screens()]
        if not keys:
            return
        at = keys.index(self._screen) + by if self._screen in keys else 0
        if at < 0:
            self.left.emit()
        elif at >= len(keys):
            self._frame.save.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._show_screen(keys[at])

    def _show_screen(self, key: str) -> None:
        screens, today = self._screens(), self._parts.today()
        if not screens:
            return
        at = next((place for place, one in enumerate(screens) if one.key == key), 0)
        self._screen = screens[at].key
        has_machine = self._parts.this_machine is not None
        page = page_for(screens[at], self._draft, self._look, has_machine=has_machine)
        if isinstance(page, WhatPage):
            page.pasted.connect(self._on_pasted)
            page.this_requested.connect(self._on_this)
            page.list_requested.connect(self.list_requested)
        page.edited.connect(self._on_edited)
        page.go_on_requested.connect(self.go_on)
        self._frame.show_page(page, at + 1, len(screens))
        machines = self._draft.machines if len(self._draft.machines) > 1 else ()
        names = [machine_words(one.typed(today).machine) for one in machines]
        self._frame.show_strip(names, self._draft.place)
        self._judge()
        page.focus_first()

    def _judge(self) -> None:
        """Show the verdict as it is by now, and what can't be at its field."""
        policy, today, frame = self._policy, self._parts.today(), self._frame
        if policy is None:
            return
        typed = self._draft.now.typed(today)
        on = asked_on(self._draft) or today
        machine = self._parts.facts.looked_up(typed.machine, self._standard, on)
        judged = judge(machine, policy, on)
        frame.view.show_judged(judged, policy, hints(machine, judged, policy, on))
        frame.letter.setVisible(judged.is_certain and judged.verdict in _NO)
        frame.skip.setVisible(judged.is_certain and self._screen != DONOR)
        odd = " ".join(filter(None, (contradiction(machine), *machine.faults)))
        for key, one in frame.page.fields.items() if frame.page is not None else ():
            one.set_trouble(typed.troubles.get(key, "") or (odd if key in _ODD else ""))
        if isinstance(frame.page, WhatPage):
            now = self._draft.now
            told = understood_words(machine, now.unread) if now.spec.strip() else ""
            frame.page.show_kind(machine.kind, told)

    def _on_edited(self, key: str, text: str) -> None:
        self._frame.say("")
        if self._screen == DONOR:
            self._draft = replace(self._draft, donor={**self._draft.donor, key: text})
        else:
            self._draft = self._draft.put(self._draft.now.told(key, text))
        self._judge()

    def _on_pasted(self, spec: str) -> None:
        self._frame.say("")
        self._draft = self._draft.put(self._draft.now.pasted(spec, self._parts.today()))
        self._judge()

    def _on_this(self) -> None:
        def show(machine: Machine) -> None:
            read = machine_draft(machine).hand
            now = replace(self._draft.now, read=read, spec="", unread=())
            self._take(self._draft.put(now))

        if self._parts.this_machine is not None:
            work = self._parts.this_machine
            self._tasks.outside(work, show, owner=self, failed=self._on_trouble)

    def _take(self, draft: OfferDraft, screen: str = WHAT) -> None:
        self._draft = draft
        self._show_screen(screen if screen != DONOR else WHAT)

    def _keep(self, *, is_letter: bool) -> None:
        if self._policy is not None:
            self._saving.save(self._draft, self._parts.today(), is_letter=is_letter)

    def _on_refused(self, place: int, key: str, told: str) -> None:
        """Go to the answer that can't be, and say why."""
        if not key:
            self._frame.say("", told)
            return
        self._draft = replace(self._draft, place=place)
        where = (one.key for one in self._screens() for ask in one.asks if ask.key == key)
        self._show_screen(DONOR if key == DONOR else next(where, WHAT))
        page = self._frame.page
        found = page.fields.get("asked_on" if key == DONOR else key) if page is not None else None
        if found is not None:
            found.set_trouble(told)
            found.focus_first()

    def _on_saved(self, draft: OfferDraft, kept: KeptOffer, is_letter: bool) -> None:  # noqa: FBT001 - as the signal gives it
        self._parts.drafts.pop(self._key, None)
        is_whole = draft == self._draft
        self._key = int(kept.offer.id)
        self._fresh = draft_of(kept.offer, self._parts.today())
        # What was typed while it was being saved stays, over the version that is stored now.
        mine = replace(self._draft, base=kept.offer)
        self._draft = replace(self._fresh, place=draft.place) if is_whole else mine
        self._frame.say(self.tr("Saved as {number}.").format(number=kept.offer.number))
        self._judge()
        self.saved.emit(kept)
        if is_letter:
            self.letter_requested.emit(kept.offer.id)

    def _on_trouble(self, error: Exception) -> None:
        if not self._frame.say_error(error):
            self._tasks.unhandled.emit(error)
