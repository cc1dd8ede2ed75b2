"""Begins a count, or changes one: shows the form, and stores what is typed into it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from libdesk.domain.stocktake import Spot, Stocktake
from libdesk.services.errors import Conflict, Refusal, Unavailable
from libdesk.ui.stocktake.begin_form import BeginForm
from libdesk.ui.stocktake.parts import Library, StocktakeParts


class Beginning(QObject):
    """What the form asks for.

    Args:
        parts: stores it.
        form: the form.

    Signals:
        shown: the form is ready, with the places that there are now.
        begun: the count that was begun.
        changed: the count that was changed.
        failed: why not, where the form can't tell it.
    """

    shown = Signal(object)
    begun = Signal(object)
    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, parts: StocktakeParts, form: BeginForm) -> None:
        super().__init__(form)
        self._parts = parts
        self._form = form
        self._shown: Stocktake | None = None
        form.save_requested.connect(self._on_save)

    def show(self) -> None:
        """Read which places there are, and propose a count of all."""
        self._shown = None
        self._read()

    def change(self, stocktake: Stocktake) -> None:
        """Read which places there are, and show a count to be changed."""
        self._shown = stocktake
        self._read()

    def _read(self) -> None:
        self._parts.tasks.database(
            self._parts.library, self._on_read, owner=self, failed=self.failed.emit, key="new"
        )

    def _on_read(self, library: Library) -> None:
        if self._shown is None:
            self._form.show_new(library, self._parts.today())
        else:
            self._form.show_stocktake(self._shown, library, self._parts.today())
        self.shown.emit(library)

    def _on_save(self) -> None:
        try:
            typed = self._form.typed()
        except Refusal as error:
            self._form.set_trouble(error.sentence, error.field)
            return
        if self._form.begin():
            work = self._work(*typed)
            self._parts.tasks.database(work, self._on_begun, owner=self, failed=self._on_not_begun)

    def _work(
        self, title: str, starts_on: date, ends_on: date, spots: Sequence[Spot], note: str
    ) -> Callable[[], Stocktake]:
        taking, shown = self._parts.taking, self._shown
        if shown is None:
            return partial(taking.begin, title, starts_on, ends_on, spots, note)
        changed = replace(
            shown,
            title=title,
            starts_on=starts_on,
            ends_on=ends_on,
            spots=tuple(spots),
            note=note,
        )
        return partial(taking.change, changed)

    def _on_begun(self, made: Stocktake) -> None:
        self._form.finish()
        self._form.let_go()
        (self.begun if self._shown is None else self.changed).emit(made)

    def _on_not_begun(self, error: Exception) -> None:
        self._form.finish()
        if isinstance(error, Refusal | Conflict | Unavailable):
            field = error.field if isinstance(error, Refusal) else ""
            self._form.set_trouble(error.sentence, field)
        else:
            self.failed.emit(error)
