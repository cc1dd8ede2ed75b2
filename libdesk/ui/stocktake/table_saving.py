"""Saves how a count ended as a file that somebody names: for a spreadsheet, or as CSV."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from libdesk.domain.count_results import Result
from libdesk.domain.file_names import file_name
from libdesk.services.errors import Refusal, Unavailable
from libdesk.services.item_export import Sheet
from libdesk.services.places import Overview
from libdesk.ui.stocktake.parts import StocktakeParts
from libdesk.ui.stocktake.result_table import Part, part_title, part_words, result_sheet

FOLDER = "stocktake/saved-to"
"""Under this name the folder is remembered in which a table was saved last."""

_ENDINGS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Ended:
    """What is saved of.

    Attributes:
        title: what the count is called.
        results: how it ended.
        overview: the library's names.
    """

    title: str
    results: tuple[Result, ...]
    overview: Overview


class TableSaving(QObject):
    """Asks for a name, and writes on a worker's thread.

    Args:
        parts: what writes, the threads, and what remembers the folder.
        window: over which the question is asked.
        ended: returns what is saved of.

    Attributes:
        menu: an entry for each part of a result.

    Signals:
        told: what was saved, as a sentence; "" while it is asked for.
        refused: why it was not saved, as a sentence; "" while it is asked for.
    """

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, parts: StocktakeParts, window: QWidget, ended: Callable[[], Ended]) -> None:
        super().__init__(window)
        self._parts = parts
        self._window = window
        self._ended = ended
        self.menu = QMenu(window)
        for part in Part:
            self.menu.addAction(part_words(part)).triggered.connect(partial(self._ask, part))

    def _ask(self, part: Part) -> None:
        """Ask for a name; returns at once."""
        ended = self._ended()
        self.told.emit("")
        self.refused.emit("")
        memory = self._parts.memory
        asking = QFileDialog(self._window, self.tr("Save as a table"))
        asking.setOption(QFileDialog.Option.DontUseNativeDialog)
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setFileMode(QFileDialog.FileMode.AnyFile)
        kinds = [
            f"{kind} (*{ending})"
            for kind, ending in zip((self.tr("Excel"), self.tr("CSV")), _ENDINGS, strict=True)
        ]
        endings = dict(zip(kinds, _ENDINGS, strict=True))
        asking.setNameFilters(kinds)
        asking.setDefaultSuffix("xlsx")
        asking.filterSelected.connect(
            lambda kind: asking.setDefaultSuffix(endings[kind].removeprefix("."))
        )
        asking.setDirectory(str(memory.value(FOLDER, "")) or _documents())
        title = f"{ended.title} {part_title(part)}"
        asking.selectFile(file_name(title, "", otherwise=self.tr("Count")))
        sheet = partial(result_sheet, ended.results, part, ended.overview)
        asking.fileSelected.connect(partial(self._save, sheet))
        asking.finished.connect(asking.deleteLater)
        asking.open()

    def _save(self, sheet: Callable[[], Sheet], chosen: str) -> None:
        path = Path(chosen)
        self._parts.memory.setValue(FOLDER, str(path.parent))
        save = self._parts.save_table
        self._parts.tasks.outside(
            lambda: save(path, sheet()),
            lambda _: self.told.emit(self.tr("Saved: {name}").format(name=path.name)),
            owner=self,
            failed=self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refusal | Unavailable):
            self.refused.emit(error.sentence)
        else:
            self._parts.tasks.unhandled.emit(error)


def _documents() -> str:
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(kind) or str(Path.home())
