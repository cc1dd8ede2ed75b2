"""The form for a loan: who takes it, until when; the rest may stay as it is."""

from datetime import date, timedelta

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from libdesk.domain.loans import Loan, clash, first_free, open_day
from libdesk.services.errors import Refusal
from libdesk.services.loan_views import LoansOf
from libdesk.ui.loans.day_choice import DayChoice, chip_words, likely_ends
from libdesk.ui.loans.wording import taken_words, thing_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.labels import label


class LoanForm(SettingCard):
    """Lends one thing now, or books it; shows nothing before it was given one.

    Args:
        look: the theme.
        leave: the words on the button that leaves it.

    Attributes:
        drafts: what was typed and not stored, by the id of the thing: the words in their order.
    """

    def __init__(self, look: Theme, leave: str) -> None:
        lead = self.tr(
            "For colleagues and teams of the library. What patrons borrow stays in your check-out "
            "system."
        )
        super().__init__(self.tr("Who takes it, and until when"), lead, self.tr("Lend it"), look)
        self._of: LoansOf | None = None
        self.drafts: dict[int, tuple[str, ...]] = {}
        self._thing = label("", "strong", selectable=True)
        self._taken = label("", "quiet")
        self._why_not = label("", "trouble")
        for one in (self._thing, self._taken, self._why_not):
            self.column.addWidget(one)
        self.add_place("item")
        hint = self.tr("A colleague’s name, or a role such as: Story time team")
        self.who = self.add_line(self.tr("Who takes it"), hint, "borrower")
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.who.setCompleter(self._completer)
        self.until = DayChoice(self.tr("Back by"), look)
        self.column.addWidget(self.until)
        self.begins = DayChoice(self.tr("From"), look)
        self.column.addWidget(self.begins)
        self.add_place("days", field=self.until.line)
        hint = self.tr("Such as: charger, bag")
        self.along = self.add_line(self.tr("What goes along (optional)"), hint)
        self.note = self.add_line(self.tr("What for (optional)"), "", "note")
        self.leave = Button(leave, enter_presses=False)
        self.add_button(self.leave)
        self._lines = (self.who, self.along, self.note)
        for line in self._lines:
            line.returnPressed.connect(self._on_enter)
            line.textEdited.connect(self._keep)
        for choice in (self.until, self.begins):
            choice.entered.connect(self._on_enter)
            choice.changed.connect(self.touch)
        self.begins.changed.connect(self._on_begins)

    @property
    def shown(self) -> LoansOf | None:
        """Return what is to be lent; None before the first."""
        return self._of

    def show_thing(self, told: LoansOf, begins: date | None = None) -> None:
        """Offer to lend a thing.

        Args:
            told: how it stands to loans.
            begins: the day that was pointed at; None for the first one that it is free.
        """
        is_other = self._of is None or self._of.record.id != told.record.id
        self._of = told
        today = told.today
        self._thing.setText(thing_words(told.record))
        self._taken.setText(taken_words(told.loans, today))
        self._taken.setVisible(bool(told.loans))
        self._why_not.setText(told.why_not)
        self._why_not.setVisible(bool(told.why_not))
        self._names.setStringList(list(told.borrowers))
        self.set_trouble("")
        self.say("")
        if is_other or begins is not None or not self.is_dirty:
            first = begins or first_free(told.loans, today, 1, today) or today
            days = [today] if told.can_begin_today else []
            tomorrow = today + timedelta(days=1)
            later = first_free(told.loans, open_day(told.hours, tomorrow), 1, today) or tomorrow
            for day in (open_day(told.hours, first), open_day(told.hours, later)):
                if day not in days:
                    days.append(day)
            if begins is not None and begins not in days:
                days.append(begins)
            chosen = begins or days[0]
            words = {today: self.tr("Now")}
            offered = [(day, words.get(day) or chip_words(day, today)) for day in days]
            self.begins.offer(offered, chosen, today, told.hours)
            self._offer_ends(chosen)
        if is_other:
            kept = self.drafts.get(told.record.id, ("", "", ""))
            for line, typed in zip(self._lines, kept, strict=True):
                line.setText(typed)
        self._word_save()
        self.is_dirty = not told.why_not

    def typed(self) -> Loan:
        """Return the loan as it is typed.

        Raises:
            Refusal: a day is none.
        """
        told = self._of
        if told is None:
            raise Refusal(self.tr("Choose what to lend."))
        first, last = self.begins.day(), self.until.day()
        return Loan(
            told.record.id,
            self.who.text(),
            first,
            last,
            along=self.along.text(),
            note=self.note.text(),
        )

    def is_now(self) -> bool:
        """Say whether it is to be handed out now."""
        told = self._of
        try:
            return told is not None and self.begins.day() == told.today
        except Refusal:
            return False

    def done(self) -> None:
        """Empty the form: what stood in it is stored."""
        if self._of is not None:
            self.drafts.pop(self._of.record.id, None)
        self._of = None
        self.let_go()

    def focus_first(self) -> None:
        """Begin to type."""
        self.who.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _keep(self) -> None:
        if self._of is not None:
            self.drafts[self._of.record.id] = tuple(line.text() for line in self._lines)

    def _offer_ends(self, first: date) -> None:
        told = self._of
        if told is not None:
            ends = likely_ends(first, told.today, told.hours)
            # As far as it is free; the first is offered all the same, and told why it can't be.
            free = [one for one in ends if self._is_free(first, one[0])] or ends[:1]
            # Most is lent until the next day.
            self.until.offer(free, free[min(1, len(free) - 1)][0], told.today, told.hours)

    def _is_free(self, first: date, last: date) -> bool:
        told = self._of
        if told is None:
            return False
        wanted = Loan(told.record.id, "", first, last)
        return clash(wanted, told.loans, told.today) is None

    def _on_begins(self) -> None:
        try:
            self._offer_ends(self.begins.day())
        except Refusal:
            return  # it is still being typed
        self._word_save()

    def _word_save(self) -> None:
        self.set_save_words(self.tr("Lend it") if self.is_now() else self.tr("Book it"))

    def _on_enter(self) -> None:
        popup = self._completer.popup()
        is_choosing = popup is not None and popup.isVisible() and popup.currentIndex().isValid()
        if self.is_dirty and not is_choosing:
            self.save_requested.emit()
