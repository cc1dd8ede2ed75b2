"""Beside the list: the way of what is chosen, step by step, and the one form that is next."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from libdesk.domain.disposal import Leaving, Step, keep_proposal
from libdesk.domain.wiping import WipingRules
from libdesk.ui import theme
from libdesk.ui.disposal.depart_form import DepartForm
from libdesk.ui.disposal.leaving_form import Draft, LeavingForm
from libdesk.ui.disposal.small_forms import CertificateForm, RetireForm
from libdesk.ui.disposal.wipe_form import WipeForm
from libdesk.ui.disposal.wording import (
    DOT,
    proposal_words,
    things_words,
    way_lines,
)
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label
from libdesk.ui.widgets.layouts import FlowLayout
from libdesk.ui.widgets.scroll import scrolling
from libdesk.ui.widgets.tab_order import move_focus

_NAMED = 12
"""Things that are named where several are chosen."""

DraftKey = tuple[str, tuple[int, ...]]
"""Of which form, for which things."""


class LeavingSide(QWidget):
    """A column: what it is, its way, what is to be known, the form.

    Args:
        rules: what is known of wiping.
        who: who does it here.
        look: the theme.
        today: the reader's day.
        drafts: what somebody has typed and not kept, by form and things; it is added to.

    Signals:
        save_requested: keep what stands in the form.
        keep_requested: put what E-rate asks for into the records.
        open_requested: show the item's record.
        certificate_requested: print the certificate of the thing that is shown.
    """

    save_requested = Signal()
    keep_requested = Signal()
    open_requested = Signal()
    certificate_requested = Signal()

    def __init__(
        self,
        rules: WipingRules,
        who: str,
        look: Theme,
        today: Callable[[], date],
        drafts: dict[DraftKey, Draft],
    ) -> None:
        super().__init__()
        self._rules = rules
        self._who = who
        self._look = look
        self._today = today
        self._drafts = drafts
        self._key: DraftKey = ("", ())
        self.form: LeavingForm | None = None
        self.things: tuple[Leaving, ...] = ()
        self._build()

    def show_things(self, things: tuple[Leaving, ...]) -> None:
        """Show these; what is being typed for the same ones stays."""
        self.things = things
        self._content.setVisible(bool(things))
        if not things:
            self._drop_form()
            return
        first, count = things[0], len(things)
        self._name.setText(
            f"{first.record.tag}  {first.record.name}" if count == 1 else things_words(count)
        )
        record = first.record
        facts = DOT.join(filter(None, (record.kind, record.machine, record.room)))
        self._facts.setText(facts if count == 1 else self._named())
        self._show_way()
        self._show_notes()
        self._certificate.setVisible(count == 1 and first.certified is not None)
        self._open.setVisible(count == 1)
        self._show_form()

    def keep_draft(self) -> None:
        """Put aside what was typed and not kept."""
        if self.form is not None and self.form.is_written:
            self._drafts[self._key] = self.form.draft()

    def forget_draft(self) -> None:
        """Let go of what was typed: it is kept now."""
        self._drafts.pop(self._key, None)
        self._remove_form()

    def take_focus(self) -> None:
        """Put the focus where work begins."""
        if self.form is not None:
            self.form.focus_first()
        else:
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - as Qt calls it
        """Let Tab go down the page, also through what was added."""
        return move_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _build(self) -> None:
        px = self._look.px
        self._name = label("", "title", selectable=True)
        self._facts = label("", "quiet")
        self._way = QFrame()
        self._way.setProperty("role", "card")
        self._way.setAccessibleName(self.tr("The way out"))
        self._lines = QGridLayout(self._way)
        edge = px(theme.LARGE)
        self._lines.setContentsMargins(edge, edge, edge, edge)
        self._lines.setHorizontalSpacing(px(theme.SMALL))
        self._lines.setVerticalSpacing(px(theme.SMALL))
        self._lines.setColumnStretch(1, 1)
        self._keep = Button(self.tr("Put it into the record"), enter_presses=False)
        self._proposal = Banner(self._look, "notice", (self._keep,))
        self._lock = Banner(self._look, "notice")
        self._certificate = Button(self.tr("Print wipe certificate…"), enter_presses=False)
        self._open = Button(self.tr("Open its record"), "link", enter_presses=False)
        buttons = QWidget()
        flow = FlowLayout(px(theme.SMALL))
        buttons.setLayout(flow)
        flow.addWidget(self._certificate)
        flow.addWidget(self._open)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, px(theme.SMALL), 0)
        self._column.setSpacing(px(theme.MEDIUM))
        for one in (self._name, self._facts, self._lock, self._proposal, self._way, buttons):
            self._column.addWidget(one)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(self._content)
        whole.addWidget(self._area)
        self._keep.clicked.connect(self.keep_requested)
        self._open.clicked.connect(self.open_requested)
        self._certificate.clicked.connect(self.certificate_requested)
        self._content.hide()

    def _named(self) -> str:
        tags = [str(one.record.tag) for one in self.things[:_NAMED]]
        more = len(self.things) - len(tags)
        if more:
            tags.append(self.tr("and {count} more").format(count=more))
        return ", ".join(tags)

    def _show_way(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._way.setVisible(len(self.things) == 1)
        if len(self.things) > 1:
            return
        for row, (sign, words) in enumerate(way_lines(self.things[0], self._rules, self._today())):
            mark = label(sign, "strong", wraps=False)
            mark.setFixedWidth(self._look.px(18))
            self._lines.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(label(words, selectable=True), row, 1)

    def _show_notes(self) -> None:
        step = self.things[0].step
        told = self.tr(
            "It may not go yet. Keep it until its day, ask who paid for it, or correct the day in "
            "its record."
        )
        self._lock.say(told if step is Step.LOCKED else "")
        until = [day for one in self.things if (day := keep_proposal(one.record)) is not None]
        leaves = step not in (Step.GONE, Step.CERTIFICATE, Step.UNTOLD)
        self._proposal.say(proposal_words(max(until)) if until and leaves else "")

    def _show_form(self) -> None:
        step = self.things[0].step
        key: DraftKey = step.value, tuple(one.record.id for one in self.things)
        if key == self._key and self.form is not None and self.form.is_written:
            return
        self._drop_form()
        self._key = key
        form = self._made(step)
        if form is None:
            return
        self.form = form
        if (draft := self._drafts.get(key)) is not None:
            form.take_draft(draft)
            form.say(self.tr("Not kept yet."))
        form.save_requested.connect(self.save_requested)
        form.look_requested.connect(self._area.ensureWidgetVisible)
        self._column.insertWidget(self._column.count() - 1, form)
        form.show()
        self._area.verticalScrollBar().setValue(0)  # another thing begins at its beginning

    def _made(self, step: Step) -> LeavingForm | None:
        today = self._today()
        if step is Step.SERVES:
            return RetireForm(self._look, today)
        if step is Step.WIPE:
            return WipeForm(self._rules, self.things, self._who, self._look, today)
        if step in (Step.READY, Step.LOST, Step.UNTOLD):
            return DepartForm(self.things, self._currency(), self._look, today)
        return CertificateForm(self._look, today) if step is Step.CERTIFICATE else None

    def _currency(self) -> str:
        prices = (one.record.price for one in self.things)
        return next((one.currency for one in prices if one is not None), "USD")

    def _drop_form(self) -> None:
        self.keep_draft()
        self._remove_form()

    def _remove_form(self) -> None:
        form, self.form = self.form, None
        self._key = ("", ())
        if form is not None:
            self._column.removeWidget(form)
            form.hide()
            form.deleteLater()
