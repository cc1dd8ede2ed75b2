"""One kind, or one release of a system, to be changed or added."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from libdesk.services.item_rules import ItemRules, RulesRead
from libdesk.services.kept_rules import KINDS, SUPPORT
from libdesk.services.rule_entries import (
    KindTexts,
    ReleaseTexts,
    read_kind,
    read_release,
    texts_of_kind,
    texts_of_release,
)
from libdesk.ui.equipment.rule_rows import RuleRow
from libdesk.ui.places.saving import Work
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.buttons import Button
from libdesk.ui.widgets.chip_row import ChipRow

_YES, _NO = "yes", "no"

_WORDS = 186
"""Pixels before a short field, for its words."""


class RuleForm(SettingCard):
    """What both forms share: a row to be changed, or a new one, and the way back.

    Args:
        title: its heading.
        lead: what it is for, in a sentence.
        look: the theme.

    Signals:
        back_requested: let what is shown be as it is shipped.
        left: nothing new after all.

    Attributes:
        row: what is shown; None for a new one.
        said: what stands beside the buttons.
    """

    back_requested = Signal()
    left = Signal()

    def __init__(self, title: str, lead: str, look: Theme) -> None:
        super().__init__(title, lead, self.tr("Save"), look)
        self.row: RuleRow | None = None
        self.said = ""
        self._back = Button(self.tr("Back to the shipped text"), enter_presses=False)
        self._cancel = Button(self.tr("Cancel"), enter_presses=False)
        self.add_button(self._back)
        self.add_button(self._cancel)
        self._back.clicked.connect(self.back_requested)
        self._cancel.clicked.connect(self.left)
        self.touched.connect(self._cancel.show)

    def show_row(self, row: RuleRow | None, read: RulesRead) -> None:
        """Show a row, or empty fields for a new one; what was typed before is gone."""
        self.row = row
        self.version = read.states[self.part()].version
        self._show(row, read)
        self.set_trouble("")
        self.say("")
        self.is_dirty = False
        self._cancel.setVisible(row is None)
        self._back.setVisible(row is not None and row.is_own)
        is_added = row is not None and row.is_added
        self._back.set_words(
            self.tr("Remove it") if is_added else self.tr("Back to the shipped text")
        )

    def say(self, words: str) -> None:
        """Say something that is no trouble, beside the buttons; "" takes it away."""
        super().say(words)
        self.said = words

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it is kept, and what follows."""
        super().say_done(is_whole=is_whole)
        self.say(self.tr("Saved. The days of all items follow."))
        self._cancel.setVisible(not is_whole)

    def part(self) -> str:
        """Return which part of the rules it is about."""
        raise NotImplementedError

    def work(self, rules: ItemRules) -> Work:
        """Return what saves what stands in the fields now."""
        raise NotImplementedError

    def back(self, rules: ItemRules) -> Work:
        """Return what lets the row be as it is shipped."""
        raise NotImplementedError

    def first(self) -> QLineEdit:
        """Return the field where typing begins."""
        raise NotImplementedError

    def _show(self, row: RuleRow | None, read: RulesRead) -> None:
        raise NotImplementedError


class KindForm(RuleForm):
    """A kind: how long it serves, what a new one costs, whether something stays in it.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        title, lead = (
            self.tr("A kind of equipment"),
            self.tr("An empty field is not known, or none."),
        )
        super().__init__(title, lead, look)
        self._currency = "USD"
        self._word = self.add_line(self.tr("Kind"), "", "word")
        self._years = self.add_line(self.tr("Replace after, in years"), "", "years", beside=_WORDS)
        words = self.tr("New battery after, in years")
        self._battery = self.add_line(words, "", "battery_years", beside=_WORDS)
        self._cost = self.add_line(self.tr("A new one costs"), "", "cost", beside=_WORDS)
        choices = ((_YES, self.tr("Yes")), (_NO, self.tr("No")))
        asked = self.tr("It keeps something of what people do, so it must be wiped")
        self._keeps = ChipRow(asked, choices, look, role="")
        self.column.addWidget(self._keeps)
        self._keeps.changed.connect(self.touch)
        self._note = self.add_line(self.tr("Note"))

    def part(self) -> str:
        """Return the kinds."""
        return KINDS

    def work(self, rules: ItemRules) -> Work:
        """Return what saves what stands in the fields now."""
        was, currency = self.row.kind if self.row is not None else None, self._currency
        texts = KindTexts(
            self._word.text(),
            self._years.text(),
            self._battery.text(),
            self._cost.text(),
            self._keeps.chosen() == (_YES,),
            self._note.text(),
        )

        def save(version: int | None) -> int:
            rule = read_kind(texts, was, currency)
            return rules.save_kind(rule, version, is_new=was is None)

        return save

    def back(self, rules: ItemRules) -> Work:
        """Return what lets the kind be as it is shipped."""
        word = self.row.kind.word if self.row is not None and self.row.kind is not None else ""
        return lambda version: rules.put_back_kind(word, version)

    def first(self) -> QLineEdit:
        """Return the first field that can be typed in."""
        return self._years if self._word.isReadOnly() else self._word

    def _show(self, row: RuleRow | None, read: RulesRead) -> None:
        self._currency = read.kinds.kinds.currency
        texts = texts_of_kind(row.kind) if row is not None and row.kind is not None else KindTexts()
        self._cost.setPlaceholderText(self.tr("In {currency}").format(currency=self._currency))
        self._word.setReadOnly(row is not None)
        fields = (self._word, self._years, self._battery, self._cost, self._note)
        words = (texts.word, texts.years, texts.battery_years, texts.cost, texts.note)
        for field, text in zip(fields, words, strict=True):
            _fill(field, text)
        self._keeps.choose((_YES if texts.holds_storage else _NO,))


class ReleaseForm(RuleForm):
    """A release of a system: until when it is looked after, and for which editions.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        title = self.tr("A system and its release")
        lead = self.tr("The maker tells on its own pages when support ends.")
        super().__init__(title, lead, look)
        self._system = self.add_line(self.tr("System"), "Windows 11", "system")
        self._name = self.add_line(self.tr("Release"), "26H2", "name")
        hint = self.tr("Such as Home, Pro; empty for all")
        self._editions = self.add_line(self.tr("Editions"), hint, "editions")
        self._editions.setMaxLength(1000)
        hint = self.tr("Year-month-day, such as 2027-10-12")
        self._ends = self.add_line(self.tr("Support ends on"), hint, "ends_on")
        self._note = self.add_line(self.tr("Note"))
        self._note.setMaxLength(400)

    def part(self) -> str:
        """Return the support dates."""
        return SUPPORT

    def work(self, rules: ItemRules) -> Work:
        """Return what saves what stands in the fields now."""
        row = self.row
        was, key = (row.release, row.release_key) if row is not None else (None, None)
        texts = self._texts()

        def save(version: int | None) -> int:
            release = read_release(texts, was)
            return rules.save_release(texts.system, release, key, version)

        return save

    def back(self, rules: ItemRules) -> Work:
        """Return what lets the release be as it is shipped."""
        key = self.row.release_key if self.row is not None else None

        def put_back(version: int | None) -> int:
            return rules.put_back_release(key, version) if key is not None else 0

        return put_back

    def first(self) -> QLineEdit:
        """Return the first field that can be typed in."""
        return self._ends if self._system.isReadOnly() else self._system

    def _texts(self) -> ReleaseTexts:
        fields = (self._system, self._name, self._editions, self._ends, self._note)
        return ReleaseTexts(*(one.text() for one in fields))

    def _show(self, row: RuleRow | None, read: RulesRead) -> None:  # noqa: ARG002 - as for kinds
        texts = ReleaseTexts()
        if row is not None and row.system is not None and row.release is not None:
            texts = texts_of_release(row.system, row.release)
        for field in (self._system, self._name):
            field.setReadOnly(row is not None)
        _fill(self._system, texts.system)
        _fill(self._name, texts.name)
        _fill(self._editions, texts.editions)
        _fill(self._ends, texts.ends_on)
        _fill(self._note, texts.note)


def _fill(field: QLineEdit, words: str) -> None:
    field.setText(words)
    field.setCursorPosition(0)
