"""One outage, written down by hand in two fields: when it began, and when it was back (S59)."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtWidgets import QLineEdit

from libdesk.domain.outages import Lost, Outage
from libdesk.services.errors import Refusal
from libdesk.services.ports import Clock
from libdesk.ui.planning.entry_form import EntryForm, moment_typed
from libdesk.ui.planning.wording import lost_words
from libdesk.ui.theme import Theme
from libdesk.ui.typed_times import read_past
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.words_edit import WordsEdit


class OutageForm(EntryForm[Outage]):
    """One entry of the log.

    Args:
        look: the theme.
        now: tells the time.
    """

    def __init__(self, look: Theme, now: Clock) -> None:
        title = self.tr("What was away")
        lead = self.tr("Two times are enough. What you know of the cause helps the provider.")
        super().__init__(title, lead, self.tr("Save"), look, now)
        self._branch = self.add_picker(self.tr("Where"), "branch")
        hint = self.tr("Such as: 9:10, yesterday 9:10, 2026-11-24 9:10")
        self._started = self.add_line(self.tr("Started"), hint, "started")
        hint = self.tr("Empty while it is away")
        self._back = self.add_line(self.tr("Back"), hint, "back")
        self._lost = self.add_picker(self.tr("What was away"))
        for lost in Lost:
            self._lost.addItem(lost_words(lost), lost)
        self._cause = self.add_line(self.tr("Cause, as far as you know (optional)"))
        hint = self.tr("Such as: the internet provider")
        self._whose = self.add_line(self.tr("Whose affair it was (optional)"), hint)
        hint = self.tr("Its number, such as MIL-7K3F9Q")
        self._problem = self.add_line(self.tr("Problem that told of it (optional)"), hint)
        self._note = WordsEdit(look, (2, 5))
        self.add_field(self.tr("Note (optional)"), self._note, "note")
        self._note.textChanged.connect(self.touch)

    def show_branches(self, branches: Mapping[str, str]) -> None:
        """Offer these branches; what was chosen stays chosen."""
        chosen = self._branch.currentData()
        self._branch.clear()
        for code, name in branches.items():
            self._branch.addItem(name, code)
        self._choose(chosen)

    def first_field(self) -> Picker | QLineEdit:
        """Return the line for the beginning: the branch is mostly right."""
        return self._started

    def fill(self, entry: Outage | None) -> None:
        """Write an entry into the fields; the branch stays for the next one."""
        if entry is not None:
            self._choose(entry.branch)
        self._started.setText(moment_typed(entry.started_at if entry else None))
        self._back.setText(moment_typed(entry.back_at if entry else None))
        self._lost.setCurrentIndex(self._lost.findData(entry.lost if entry else Lost.INTERNET))
        self._cause.setText(entry.cause if entry else "")
        self._whose.setText(entry.whose if entry else "")
        self._problem.setText(entry.problem if entry else "")
        self._note.set_words(entry.note if entry else "")

    def typed(self) -> Outage:
        """Return what stands in the fields.

        Raises:
            Refusal: a time is none.
        """
        shown = self.shown
        started = self._moment(self._started, "started", shown.started_at if shown else None)
        if started is None:
            raise Refusal(self.tr("Type when it began, such as 9:10."), field="started")
        return Outage(
            branch=self._branch.currentData() or "",
            started_at=started,
            back_at=self._moment(self._back, "back", shown.back_at if shown else None),
            lost=self._lost.currentData(),
            cause=self._cause.text(),
            whose=self._whose.text(),
            note=self._note.words(),
            problem=self._problem.text(),
            id=shown.id if shown else 0,
        )

    def _moment(self, line: QLineEdit, key: str, stored: datetime | None) -> datetime | None:
        words = line.text().strip()
        if not words:
            return None
        if stored is not None and words == moment_typed(stored):
            return stored  # its seconds, and which of two equal times of an autumn night it was
        read = read_past(words, self.now())
        if read is None:
            raise Refusal(self.tr("Type the time as 9:10 or 2026-11-24 9:10."), field=key)
        return read

    def _choose(self, branch: str | None) -> None:
        if branch and self._branch.findData(branch) < 0:
            self._branch.addItem(branch, branch)  # one that is gone stays what it is
        self._branch.setCurrentIndex(max(0, self._branch.findData(branch)))
