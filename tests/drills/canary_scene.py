"""Drill F26's scene: somebody types a patron's name wherever the form lets them.

It is run by the drill as a program of its own (pytest takes it by its name only), with a home, a
folder for temporary files and a screen of its own: what Qt remembers for the whole process is then
this scene's alone. It writes down what could be read outside the form's pages: titles of windows,
the news card, names of printed papers.
"""

import json
import logging
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from libdesk import logs
from libdesk.ui.problems.news_card import NewsCard
from tests.ui.problems import picturing
from tests.ui.problems.conftest import (
    ALWAYS,
    ITEMS,
    LADDER,
    REPORTS,
    TARGETS,
    WORDS,
)

CANARY = "ZZPATRON-7731"
GUESS, CONTACT = "Your guess, if you have one (optional)", "Who should IT ask?"
MESSAGE = "Any message? Word for word."
TELL = "What would you like to tell IT?"


@pytest.fixture
def place():
    """Where the drill wants everything, as it said in the environment."""
    return Path(os.environ["LIBDESK_SCENE"])


@pytest.fixture
def tmp_path(place):
    """The form's fixtures put their data here: where the drill searches."""
    return place / "work"


class Ear:
    """Notes what can be read over somebody's shoulder, or in a list of windows or printer jobs."""

    def __init__(self, place):
        self._file = place / "overheard.json"
        self._heard: set[str] = set()

    def listen(self, form):
        for window in QApplication.topLevelWidgets():
            self._heard |= {window.windowTitle(), window.windowIconText(), window.objectName()}
            if isinstance(window, NewsCard):
                self._heard |= {one.text() for one in window.findChildren(QLabel)}
                self._heard.add(window.accessibleName())
        self._heard |= {paper.name for paper in form.printed}
        self._file.write_text(json.dumps(sorted(self._heard)))


@pytest.fixture
def form(make_form, desk, tmp_path, place):
    QCoreApplication.setOrganizationName("")
    desk.publish(items=ITEMS, hours=ALWAYS, targets=TARGETS, ladder=LADDER)
    opened = make_form().open()
    logs.start(opened.data.logs, "form").setLevel(logging.DEBUG)
    opened.wait_for("Ferndale Road")
    return opened


def fill_in(form, patron_folder):
    """Type the canary into every field of a tile's page, and choose a picture of that name."""
    form.press("My computer")
    form.type(f"{CANARY} saw", WORDS)
    form.type(f"{CANARY} guess", GUESS)
    form.type(f"{CANARY} contact", CONTACT)
    form.press("A few more questions (6)")
    for line in form.all(QLineEdit):
        if not line.text() and line.isEnabled() and line.maxLength() > 30:
            line.setFocus()
            QTest.keyClicks(line, f"{CANARY} {len(line.accessibleName())}")
    form.press("Not this computer?")
    scan = form.get("Scan its label, or type a few letters of its name", QLineEdit)
    QTest.keyClicks(scan, f"{CANARY} item")
    QTest.keyClick(scan, Qt.Key.Key_Return)
    choose_picture(form, patron_folder)


def choose_picture(form, folder):
    path = folder / f"{CANARY} screen.png"
    path.write_bytes(picturing.written(picturing.screen(200, 100)))
    form.press("Choose a picture file…")
    (dialog,) = form.window.findChildren(QFileDialog)
    (name,) = [one for one in dialog.findChildren(QLineEdit) if one.objectName() == "fileNameEdit"]
    dialog.setDirectory(str(folder))
    name.setText(str(path))
    dialog.accept()
    del dialog, name
    form.press("Use this picture")
    form.qtbot.waitUntil(lambda: not form.window.findChildren(QFileDialog))


def test_a_draft_is_kept(form, place):
    fill_in(form, place / f"{CANARY} folder")
    form.window.close()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None, timeout=5000)
    form.qtbot.waitUntil(lambda: bool(form.parts.drafts.load().draft.pictures), timeout=5000)
    kept = form.parts.drafts.load().draft
    assert CANARY in kept.saw
    assert CANARY in kept.contact
    assert CANARY in kept.item
    assert any(CANARY in str(answer) for answer in kept.answers.values())
    assert CANARY in kept.pictures[0].name
    Ear(place).listen(form)


def test_everything_else_happens(form, desk, place):
    ear = Ear(place)
    fill_in(form, place / f"{CANARY} folder")
    ear.listen(form)
    form.disk.plan = lambda call, _path: 28 if call == "write" else 0
    form.press("Send")
    form.wait_for("The disk is full")
    ear.listen(form)
    form.press("Print them")
    form.disk.plan = lambda _call, _path: 0
    form.press("Send")
    form.wait_kept()
    form.press("Print slip", "Out-of-order sign…")
    for name in ("What is out of order?", "What can people use instead?"):
        line = form.get(name, QLineEdit)
        line.clear()
        form.type(f"{CANARY} sign", name)
    form.press("Print the sign")
    ear.listen(form)
    form.press("Back")
    form.wait_for("Handed over")
    (arrival,) = desk.collect()
    desk.reply(arrival, 1, text=f"{CANARY} answer")
    form.press(REPORTS)
    form.wait_for(f"{CANARY} answer")
    form.press("Reply or add something")
    field = form.get(TELL, QPlainTextEdit)
    field.setFocus()
    QTest.keyClicks(field, f"{CANARY} added")
    form.press("Send")
    form.wait_for("It is kept, and goes to IT by itself")
    form.window.close()
    desk.reply(arrival, 2, text=f"{CANARY} answer again")
    form.qtbot.waitUntil(lambda: bool(cards()), timeout=10_000)
    ear.listen(form)
    (read,) = [one for one in cards()[0].findChildren(QPushButton) if one.text() == "Read it"]
    QTest.mouseClick(read, Qt.MouseButton.LeftButton)
    form.wait_for(f"{CANARY} answer again")
    ear.listen(form)
    assert len(form.printed) == 3


def cards():
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, NewsCard)]


def test_control_what_a_careless_form_leaves(form, place):
    """What the drill must find: a word in a log, and a folder in the settings of Qt's dialog."""
    form.press("My computer")
    logging.getLogger("libdesk.control").info("%s saw", CANARY)
    dialog = QFileDialog(form.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(place / f"{CANARY} folder"))
    dialog.show()
    dialog.close()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog)
    del dialog
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    form.qtbot.waitUntil(lambda: CANARY in str(settings.value("FileDialog/lastVisited")))
    Path(os.environ["TMPDIR"], "careless.txt").write_text(f"{CANARY} saw")
    ear = Ear(place)
    ear.listen(form)
    form.window.setWindowTitle(f"{CANARY} saw")
    ear.listen(form)
