"""What a field is typed into: a line, a day, a choice, or words; all give and take texts."""

from collections.abc import Sequence
from datetime import date
from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from libdesk.domain.item_fields import FIELDS, NOTES_LIMIT, Field, FieldType
from libdesk.domain.item_lists import ItemChoice, ItemFacet
from libdesk.domain.moments import read_day_time
from libdesk.domain.statuses import Status
from libdesk.domain.text import LINE_LIMIT
from libdesk.services.places import Overview
from libdesk.ui.item_field_words import choice_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.words_edit import WordsEdit

_LEAST_WIDTH = 80
_FACETS = {facet.value: facet for facet in ItemFacet}


def _tr(words: str) -> str:
    return QCoreApplication.translate("equipment", words)


def read_day(typed: str, today: date) -> str:
    """Return the day that was typed, as `item_fields` reads it; what is no day stays as it is.

    Args:
        typed: "2026-11-30", "30 Nov 2026", "today"; a day without a year is the next one.
        today: the reader's day.
    """
    read = read_day_time(typed, today)
    if read is None or read[0] is None:
        return typed.strip()
    return read[0].isoformat()


class FieldEdits:
    """Makes the widgets.

    Args:
        look: the theme.
        overview: names the branches.
        choices: values that other items have, to be completed.
        today: the reader's day.
        statuses: those that may be chosen.
    """

    def __init__(
        self,
        look: Theme,
        overview: Overview,
        choices: Sequence[ItemChoice],
        today: date,
        statuses: Sequence[Status] = tuple(Status),
    ) -> None:
        self._look = look
        self._overview = overview
        self._choices = choices
        self._today = today
        self._statuses = statuses

    def made(self, name: str) -> QWidget:
        """Return a widget for a field; one of the library's own is a line."""
        field = FIELDS.get(name)
        if field is None:
            return self._line((), LINE_LIMIT)
        if field.holds is FieldType.TEXT:
            return WordsEdit(self._look, (2, 8), NOTES_LIMIT)
        if choices := self._offered(field):
            return self._picker(choices)
        line = self._line(self._known(name), field.limit)
        if field.holds is FieldType.DAY:
            line.setPlaceholderText(_tr("Such as 2026-11-30"))
        elif field.holds is FieldType.MONEY:
            line.setPlaceholderText(_tr("Such as 240.00"))
        return line

    def text(self, name: str, edit: QWidget) -> str:
        """Return what was typed for a field, as a text."""
        if isinstance(edit, Picker):
            return str(edit.currentData())
        if isinstance(edit, WordsEdit):
            return edit.words()
        typed = edit.text() if isinstance(edit, QLineEdit) else ""
        field = FIELDS.get(name)
        if field is not None and field.holds is FieldType.DAY:
            return read_day(typed, self._today)
        return typed.strip()

    def show(self, edit: QWidget, text: str) -> None:
        """Show a field's text from its beginning."""
        if isinstance(edit, Picker):
            place = edit.findData(text)
            if place < 0:  # such as a branch that has been closed
                edit.addItem(text, text)
                place = edit.count() - 1
            edit.setCurrentIndex(place)
        elif isinstance(edit, WordsEdit):
            edit.set_words(text)
        elif isinstance(edit, QLineEdit):
            edit.setText(text)
            edit.setCursorPosition(0)

    def _offered(self, field: Field) -> Sequence[tuple[str, str]]:
        """Return the texts of a field that has only a few, each with its words."""
        unknown, yes, no = ("", _tr("Not known")), ("yes", _tr("Yes")), ("no", _tr("No"))
        if field.name == "branch":
            return (unknown, *self._overview.branches.items())
        if field.choices is not None:
            values = self._statuses if field.name == "status" else field.choices
            return [(_text(one), choice_words(one)) for one in values]
        return {
            FieldType.YES_NO: (no, yes),
            FieldType.YES_NO_UNKNOWN: (unknown, yes, no),
        }.get(field.holds, ())

    def _known(self, name: str) -> tuple[str, ...]:
        facet = _FACETS.get(name)
        return tuple(one.value for one in self._choices if one.facet is facet)

    def _line(self, known: Sequence[str], limit: int) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(limit)
        line.setMinimumWidth(1)
        if known:
            completer = QCompleter(sorted(known, key=str.casefold), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
        return line

    def _picker(self, choices: Sequence[tuple[str, str]]) -> Picker:
        picker = Picker(self._look)
        picker.setMinimumWidth(self._look.px(_LEAST_WIDTH))  # two stand beside each other
        for text, words in choices:
            picker.addItem(words, text)
        return picker


def _text(value: Enum) -> str:
    return str(value.value)
