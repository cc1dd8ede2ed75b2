"""Drill F28: markup in every text from outside is shown as it was written, and opens no file.

The canary is a real picture that the texts name. The system itself tells whether anybody opens it
(open_watch.py), while every page of the form and the desk's detail is painted.
"""

import base64
import re
import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QPdfWriter, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTextEdit,
    QToolTip,
    QWidget,
)

from libdesk.domain.bulletin import Notice, Pace, Step
from libdesk.domain.equipment import Item, Tag
from libdesk.domain.places import Branch
from libdesk.domain.problems import Fact, FollowUp, FollowUpKind, Picture, ReplyKind, State
from libdesk.ui.problems.news_card import NewsCard
from libdesk.ui.problems.papers.printing import print_on
from tests.drills.open_watch import OpenWatch
from tests.services.fakes import a_report
from tests.ui.problems import picturing
from tests.ui.problems.conftest import (
    ALWAYS,
    GUESS,
    REPORTS,
    TARGETS,
    WORDS,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")

CONTACT = "Who should IT ask?"
SCAN = "Scan its label, or type a few letters of its name"


@pytest.fixture
def canary():
    """A picture under a path that is short enough for every field."""
    folder = Path(tempfile.mkdtemp(prefix="c", dir="/tmp"))
    path = folder / "c.png"
    path.write_bytes(picturing.written(picturing.screen(8, 8)))
    yield path
    shutil.rmtree(folder)


@pytest.fixture
def words(canary):
    """The hostile texts, by a short name."""
    inline = base64.b64encode(canary.read_bytes()).decode()
    return {
        "image": f'<img src="file://{canary}">',
        "bare": f'<img src="{canary}">',
        "bold": "<b>x</b>",
        "break": "a<br>b",
        "link": f"[x](file://{canary})",
        "picture": f"![x](file://{canary})",
        "anchor": f'<a href="file://{canary}">x</a>',
        "data": f'<img src="data:image/png;base64,{inline[:40]}">',
        "style": f"<style>*{{background:url({canary})}}</style>",
    }


def all_of(words):
    return " ".join(words.values())


@contextmanager
def never_opened(canary):
    with OpenWatch(canary.parent) as watch:
        yield watch
        assert watch.opened() == []


def paint(widget):
    """Paint a widget as the screen would, and all that can come up over its parts."""
    widget.grab()
    for each in widget.findChildren(QWidget):
        if each.isVisible() and each.toolTip():
            place = each.mapToGlobal(QPoint(1, 1))
            QApplication.sendEvent(each, QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), place))
            for tip in QApplication.topLevelWidgets():
                if tip.isVisible() and tip.inherits("QTipLabel"):
                    tip.grab()
            QToolTip.hideText()


def check_page(window):
    """Every label of all pages is plain, and no word from outside stands in a tip."""
    # Qt's own label for tips guesses; what it says is looked at below.
    labels = [one for one in window.findChildren(QLabel) if not one.inherits("QTipLabel")]
    assert len(labels) > 3
    guessing = [one for one in labels if one.textFormat() is not Qt.TextFormat.PlainText]
    assert [(one.text(), type(one.parent())) for one in guessing] == []
    for each in (window, *window.findChildren(QWidget)):
        for tip in (each.toolTip(), each.statusTip(), each.whatsThis()):
            assert "<" not in tip, tip
            assert "](" not in tip, tip
    for sheet in window.findChildren(QTextEdit):
        check_sheet(sheet)
    paint(window)


def check_sheet(sheet):
    assert "<img" not in sheet.document().toHtml()
    cursor = QTextCursor(sheet.document())
    while not cursor.atEnd():
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        assert not cursor.charFormat().isAnchor()
        assert not cursor.charFormat().isImageFormat()


def shown(window):
    """All words of labels and of what paints its own, that are in sight."""
    texts = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    return texts + [one.accessibleName() for one in window.findChildren(QWidget) if one.isVisible()]


def expect(window, *texts):
    """These texts stand there, sign by sign."""
    said = shown(window)
    for text in texts:
        assert any(text in one for one in said), text


# The form.


@pytest.fixture
def told(desk, hands, words):
    """A desk that says hostile things wherever a bulletin has words."""
    desk.publish(
        Notice(all_of(words), "FER", hands(), id="n-1", waits_for=words["image"], count=3),
        phone=words["anchor"],
        branches=(Branch("FER", words["image"]),),
        library=words["bold"],
        items=(
            Item(Tag("T-1"), words["image"], "printer", "FER", "S-1", ""),
            Item(Tag("T-2"), words["break"], "printer", "FER", "S-2", ""),
            Item(Tag(words["bold"]), words["link"], "printer", "FER", "S-3", ""),
        ),
        hours=ALWAYS,
        targets=TARGETS,
        ladder=(Step(words["image"], words["link"], words["break"]),),
        paces=(Pace("FER", date(2026, 10, 1), 6, 62),),
    )
    return desk


@pytest.fixture
def form(make_form, told, canary, words):
    facts = (Fact("computer", words["image"]), Fact("system", words["break"]))
    opened = make_form(facts=lambda: facts, notice=words["image"]).open()
    opened.wait_for("Known: ")
    return opened


def type_in(form, text, name):
    field = form.get(name, QPlainTextEdit if name == WORDS else QLineEdit)
    field.setFocus()
    QTest.keyClicks(field, text)
    assert (field.toPlainText() if name == WORDS else field.text()) == text


def fill_in(form, words):
    type_in(form, all_of(words), WORDS)
    type_in(form, words["image"], GUESS)
    type_in(form, words["picture"], CONTACT)
    lines = [one for one in form.all(QLineEdit) if not one.text() and one.maxLength() > 60]
    for line in lines:
        QTest.keyClicks(line, words["image"])
    return len(lines)


def test_f28_control_a_rich_label_and_a_rich_tip_are_found_out(qtbot, canary, words):
    for kind, text in (("label", words["image"]), ("tip", f"<b>{words['image']}</b>")):
        page = QWidget()
        qtbot.addWidget(page)
        page.resize(200, 100)
        with OpenWatch(canary.parent) as watch:
            made = QLabel(text if kind == "label" else "x", page)
            made.setToolTip(text if kind == "tip" else "")
            page.show()
            qtbot.waitExposed(page)
            paint(page)
            assert "c.png" in watch.opened(), kind
        page.close()


def test_f28_control_the_check_of_a_page_finds_a_label_that_guesses(qtbot, words):
    page = QWidget()
    qtbot.addWidget(page)
    for _ in range(5):
        QLabel(words["bold"], page)
    with pytest.raises(AssertionError):
        check_page(page)


def test_f28_the_first_page_and_the_page_of_things(form, canary, words):
    with never_opened(canary):
        check_page(form.window)
        form.press("Read all of it")
        expect(form.window, f"Known: {all_of(words)}", words["image"])
        check_page(form.window)
        form.press("Not this computer?")
        type_in(form, words["bold"], SCAN)
        form.wait_for(f"send “{words['bold']}”")
        check_page(form.window)
        form.get(SCAN, QLineEdit).clear()
        form.wait_for(f"{words['image']} (T-1)")
        check_page(form.window)
        form.press(f"{words['image']} (T-1)")
        form.wait_for(f"About: {words['image']} (T-1)")
        check_page(form.window)


def test_f28_every_tiles_page_with_hostile_words_in_every_field(form, canary, words):
    with never_opened(canary):
        for category in form.parts.guidance.categories:
            form.press(category.text)
            form.qtbot.waitUntil(lambda: bool(form.all(QPushButton, "Send")))
            form.qtbot.waitUntil(lambda: has_more(form))
            (field,) = form.all(QPlainTextEdit)
            field.setPlainText(all_of(words))
            for line in form.all(QLineEdit):
                line.setText(words["image"])
            form.wait_for(words["image"])
            check_page(form.window)
            form.press("Back")


def test_f28_after_send_the_papers_the_reports_and_what_comes_back(form, told, canary, words):
    with never_opened(canary) as watch:
        form.press("Printer or copier")
        form.press("A few more questions (6)")
        assert fill_in(form, words) >= 1
        form.press("Another one…")
        type_in(form, words["data"], SCAN)
        QTest.keyClick(form.get(SCAN, QLineEdit), Qt.Key.Key_Return)
        form.press("Change what is sent")
        expect(form.window, words["image"], words["break"], words["data"])
        check_page(form.window)
        form.disk.plan = lambda call, _path: 28 if call == "write" else 0
        form.press("Send")
        form.wait_for("The disk is full")
        form.press("Print them")
        check_page(form.window)
        form.disk.plan = lambda _call, _path: 0
        form.press("Send")
        form.wait_kept()
        expect(form.window, words["anchor"])
        check_page(form.window)
        form.press("Out-of-order sign…")
        expect_field(form, "What is out of order?", words["data"])
        check_page(form.window)
        form.press("Print the sign", "Back", "Print slip", "Blank slips to print")
        form.wait_for("Handed over")
        (arrival,) = told.collect()
        told.reply(arrival, 1, text=all_of(words), kind=ReplyKind.RESTATED)
        told.reply(arrival, 2, text=words["image"], state=State.WAITING)
        form.press(REPORTS)
        form.wait_for(all_of(words))
        expect(form.window, words["image"])
        check_page(form.window)
        form.press("Not getting an answer?")
        expect(form.window, words["image"], words["link"], words["break"])
        check_page(form.window)
        form.press("Print this", "Back")
        for opens in ("Reply or add something", "Still hurting us", "Not quite"):
            form.press(opens)
            check_page(form.window)
            form.press("Back")
        form.press("Back")
        assert len(form.printed) == 5
        for number, paper in enumerate(form.printed):
            assert print_on(paper, QPdfWriter(str(canary.parent.parent / f"{number}.f28.pdf")))
            (canary.parent.parent / f"{number}.f28.pdf").unlink()
        assert watch.opened() == []


def expect_field(form, name, text):
    assert form.get(name, QLineEdit).text() == text


def test_f28_what_is_offered_again_and_gone_on_with(make_form, form, canary, words):
    with never_opened(canary):
        form.press("Printer or copier")
        type_in(form, all_of(words), WORDS)
        form.press("Send")
        form.wait_kept()
        form.press("Report another")
        form.wait_for(f"Again: {form.kept()[0].report.title}")
        assert "<img" in form.kept()[0].report.title
        check_page(form.window)
        form.press("Telephone")
        type_in(form, words["image"], WORDS)
        form.window.close()
        form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None, timeout=5000)
        after = make_form(first_id=500).open()
        after.wait_for("Go on with: Telephone")
        check_page(after.window)


def test_f28_the_news_card_and_a_picture_of_a_hostile_name(form, told, canary, words):
    with never_opened(canary):
        form.press("Printer or copier")
        strip = form.talk._asking.page.form.pictures
        name = words["image"].replace("/", "_")
        assert strip.add(Picture(name, "image/png", canary_bytes()))
        form.wait_for(f"Picture 1, {name}")
        check_page(form.window)
        form.press("Send")
        form.wait_kept()
        form.wait_for("Handed over")
        (arrival,) = told.collect()
        form.window.close()
        told.reply(arrival, 1, text=all_of(words))
        form.qtbot.waitUntil(lambda: bool(cards()), timeout=10_000)
        (card,) = cards()
        assert {one.textFormat() for one in card.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
        assert not any("<" in one.text() for one in card.findChildren(QLabel))
        paint(card)


def has_more(form):
    names = [one.accessibleName() for one in form.all(QPushButton)]
    return any(name.startswith("A few more questions") for name in names)


def canary_bytes():
    return picturing.written(picturing.screen(20, 20))


def cards():
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, NewsCard) and one.isVisible()
    ]


def test_f28_no_message_box_of_the_program_guesses():
    """A box that is made names the format of its words; none is made by Qt's short ways."""
    package = Path(__file__).parents[2] / "libdesk"
    texts = [path.read_text("utf-8") for path in package.rglob("*.py")]
    makers = [text for text in texts if "QMessageBox(" in text]
    assert makers, "there is one: for a printer that cannot be used"
    for text in makers:
        assert text.count("QMessageBox(") == text.count("box.setTextFormat(")
    assert not [text for text in texts if re.search(r"QMessageBox\.[a-z]", text)]


# The desk.


def test_f28_the_desks_list_detail_and_answer(open_room, library, canary, words, qtbot):
    title = words["image"]
    common = {
        "saw": all_of(words),
        "guess": words["image"],
        "item": words["bold"],
        "contact": words["picture"],
        "facts": (Fact("computer", words["image"]), Fact("unheard_of", words["break"])),
        "answers": {"sees": ("faint",), "display": words["image"], words["bold"]: words["link"]},
        "pictures": (Picture(words["image"].replace("/", "_"), "image/png", canary_bytes()),),
    }
    with never_opened(canary):
        first = library.arrive(title, branch=words["bold"], **common)
        room = open_room()
        room.choose(title)
        text = room.report_text()
        assert text.startswith(title)
        for one in ("bare", "bold", "break", "link", "picture", "data"):
            assert words[one] in text, one
        check_page(room.page)
        added = a_report(
            90,
            title="More",
            saw=all_of(words),
            follow_up=FollowUp(first, FollowUpKind.SAID),
        )
        library.collect(replace(added))
        room.page.refresh()
        room.words.setPlainText(all_of(words))
        check_page(room.page)
        model = room.list.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                assert not tip or "<" not in tip
        assert room.find(QTableView, "Problems").isVisible()
        room.search.setText(words["bold"])
        qtbot.waitUntil(lambda: room.titles() != [])
        check_page(room.page)
