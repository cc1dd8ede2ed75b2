"""The window for papers over real PDFs, used as a person does: by names, keys and clicks."""

import threading
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from libdesk import files
from libdesk.documents.pages import PageImages
from libdesk.services.errors import Unavailable
from libdesk.ui.papers.page_view import PageView
from libdesk.ui.papers.paper_dialog import PaperDialog
from libdesk.ui.papers.parts import (
    Chosen,
    Format,
    Letter,
    Made,
    MissingSign,
    PaperOffer,
    PaperParts,
)
from libdesk.ui.theme import Theme
from tests.documents.sketches import A4, LETTER, sketch
from tests.ui.bench import PATIENCE_MS, Bench, Person

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 26)


@dataclass
class Sketch:
    """Content whose PDF holds its title only."""

    title: str
    count: int = 1
    missing: tuple[MissingSign, ...] = ()
    is_cut: bool = False
    is_wide: bool = False
    color: tuple[float, float, float] = (0, 0, 0)
    gate: threading.Event | None = None
    entered: threading.Event = field(default_factory=threading.Event)
    made: list[Format] = field(default_factory=list)
    contents: dict[Format, bytes] = field(default_factory=dict)

    @property
    def name(self):
        return self.title

    def pdf(self, size):
        self.entered.set()
        if self.gate is not None:
            assert self.gate.wait(20)
        self.made.append(size)
        paper = A4 if size is Format.A4 else LETTER
        content = sketch(self.title, self.count, paper, is_wide=self.is_wide, color=self.color)
        self.contents[size] = content
        return Made(content, PageImages(content), self.missing, self.is_cut)

    def word(self, size):
        return f"DOCX of {self.title} on {size}".encode()


class Window(Bench):
    """The dialog, used by names."""

    def __init__(self, app, qtbot, tmp_path, memory):
        super().__init__(qtbot, Theme(app, dark=False))
        self.app, self.tmp_path, self.memory = app, tmp_path, memory
        self.memory.setValue("papers/size", "a4")
        self.out = tmp_path / "out"
        self.out.mkdir()
        self.opened: list[Path] = []
        self.opens = True
        self.letters: list[Letter] = []
        self.disk_says: OSError | None = None
        self.asked: list[tuple[str, Chosen]] = []
        self.gates: list[threading.Event] = []

    def offer(self, name, content, **rest):
        def gather(chosen):
            self.asked.append((name, chosen))
            return content(chosen) if callable(content) else content

        return PaperOffer(name, gather, **rest)

    def gate(self):
        made = threading.Event()
        self.gates.append(made)
        return made

    def open(self, *offers, shown=True):
        parts = PaperParts(
            self.memory, self.write, self.draft, self.open_file, lambda: TODAY, self.out
        )
        self.page = PaperDialog(offers, parts, self.tasks, self.look)
        self.dialog.open()
        self.qtbot.waitExposed(self.dialog)
        self.dialog.activateWindow()
        self.qtbot.waitUntil(self.dialog.isActiveWindow)
        if shown:
            self.wait_shown()
        return self.dialog

    def open_one(self, **content):
        made = Sketch("Mill Pond", **content)
        self.open(self.offer("Visit sheet", made))
        return made

    def write(self, path, content):
        if self.disk_says is not None:
            raise self.disk_says
        files.write_durably(path, content)

    def draft(self, letter):
        if self.disk_says is not None:
            raise Unavailable("The disk is full.")
        self.letters.append(letter)
        return self.out / "draft.eml"

    def open_file(self, path):
        self.opened.append(path)
        return self.opens

    press = Person.press  # haste is what is tested

    @property
    def dialog(self):
        return self.page

    @property
    def view(self):
        return self.get(PageView, "Preview")

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press a key and no more, as `press`."""
        QTest.keyClick(self.dialog.focusWidget() or self.dialog, key, modifiers)

    def wait_shown(self, words=""):
        """Wait until the page that is looked at is there, with these words on it."""

        def is_there():
            view = self.view
            spoken = view.accessibleDescription()
            return ". " in spoken and words in spoken

        self.qtbot.waitUntil(is_there, timeout=PATIENCE_MS)

    def save_as(self, name=None):
        asking = self.dialog.findChild(QFileDialog)
        assert asking is not None
        if name is not None:
            (field,) = asking.findChildren(QLineEdit, "fileNameEdit")
            field.setText(name)
        suggested = asking.selectedFiles()[0]
        asking.accept()
        return suggested

    def close(self):
        for gate in self.gates:
            gate.set()
        if self.dialog is not None and shiboken6.isValid(self.dialog):
            self.dialog.deleteLater()
            self.qtbot.waitUntil(lambda: not shiboken6.isValid(self.dialog))
        super().close()
        self.look.deleteLater()


@pytest.fixture
def window(plain_program, qtbot, tmp_path, memory):
    made = Window(plain_program, qtbot, tmp_path, memory)
    yield made
    made.close()


@pytest.fixture
def big_window(large_text, plain_program, qtbot, tmp_path, memory):
    """The window where the system's text is twice as large, on a screen of 800 by 800."""
    made = Window(plain_program, qtbot, tmp_path, memory)
    yield made
    made.close()
