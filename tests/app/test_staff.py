"""The form as a program: what it loads, when it ends, and that there is one of it."""

import argparse
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from libdesk.app import staff
from libdesk.app.single_instance import SingleInstance
from libdesk.app.site import now
from libdesk.delivery import facts, ways
from libdesk.delivery.sealing import make_keys
from libdesk.domain.bulletin import Bulletin
from libdesk.domain.problems import Progress, Reply, ReplyKind, State
from libdesk.paths import DataFolder
from libdesk.settings import Site
from libdesk.ui.problems import carrier
from libdesk.ui.theme import Theme

ROOT = Path(__file__).parents[2]

FIRST_FRAME = """
import sys
from PySide6 import QtCore
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from libdesk.app import staff
from libdesk.paths import DataFolder
from libdesk.settings import Site
from libdesk.ui.theme import Theme
from pathlib import Path

app = QApplication([])
app.setQuitOnLastWindowClosed(False)
form = staff.Form(Theme(app), DataFolder(Path(sys.argv[1])), Site(branch="FER"))


def loaded():
    print(*sys.modules, *(f"QtCore.{name}" for name in vars(QtCore)), flush=True)


def tell():
    loaded()
    form.ready.connect(told_again)


def told_again():
    loaded()
    form.window.close()


# The page tells when it is painted itself; its tiles follow in the same frame.
form.window.tiles.painted.connect(lambda: QTimer.singleShot(0, tell))
form.ended.connect(app.quit)
form.window.show()
code = app.exec()
form.close(5)
sys.exit(code)
"""


def run_python(*arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_first_frame_needs_neither_services_nor_couriers(tmp_path):
    ran = run_python("-c", FIRST_FRAME, str(tmp_path / "data"))
    assert ran.returncode == 0, ran.stderr
    first, later = (set(line.split()) for line in ran.stdout.splitlines())
    for name in (
        "sqlalchemy", "alembic", "reportlab", "psycopg", "nacl", "libdesk.storage",
        "libdesk.delivery.ways", "libdesk.services.problems", "libdesk.ui.problems.answers_page",
        "PySide6.QtPrintSupport", "PySide6.QtNetwork", "uuid", "socket", "hashlib",
        "QtCore.Qt",  # a hundred classes of enums, made at the first look: a tenth of the start
    ):  # fmt: skip
        assert name not in first
    assert "QtCore.QTimer" in first
    for name in ("sqlalchemy", "alembic", "reportlab", "psycopg", "PySide6.QtPrintSupport"):
        assert name not in later
    assert "libdesk.services.problems" in later
    assert "QtCore.Qt" in later


@pytest.fixture
def open_form(plain_program, qtbot, tmp_path):
    made = []
    look = Theme(plain_program, dark=False)

    def make(**asked):
        site = asked.pop("site", Site(branch="FER"))
        form = staff.Form(look, DataFolder(tmp_path / "data"), site, **asked)
        qtbot.addWidget(form.window)
        made.append(form)
        with qtbot.waitSignal(form.ready):
            form.window.show()
        return form

    yield make
    for form in made:
        form.close(5)
        form.deleteLater()
    look.deleteLater()


def press(form, *names):
    for name in names:
        (button,) = [
            button
            for button in form.window.findChildren(QPushButton)
            if button.accessibleName() == name and button.isVisible()
        ]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shows(form, words):
    labels = form.window.findChildren(QLabel)
    return any(words in label.text() for label in labels if label.isVisible())


def type_words(form, words):
    (field,) = [one for one in form.window.findChildren(QPlainTextEdit) if one.isVisible()]
    QTest.keyClicks(field, words)


def outbox(tmp_path):
    return ways.open_outbox(DataFolder(tmp_path / "data"), Site(), now=now)


@pytest.mark.rows("S03")
def test_a_report_carries_the_facts_of_this_computer(open_form, qtbot, tmp_path):
    form = open_form(about="FER-0118")
    press(form, "Little niggle", "Send")
    qtbot.waitUntil(lambda: shows(form, "Thank you"))
    (kept,) = outbox(tmp_path).list()
    keys = {fact.key for fact in kept.report.facts}
    assert {"computer", "system", "memory", "disk", "network", "libdesk"} <= keys
    assert kept.report.item == "FER-0118"
    assert kept.report.number.startswith("FER-")


@pytest.mark.rows("S03")
def test_it_can_begin_with_the_page_on_which_this_computer_is_registered(
    plain_program, qtbot, tmp_path
):
    form = staff.Form(
        Theme(plain_program, dark=False), DataFolder(tmp_path / "data"), Site(branch="FER")
    )
    qtbot.addWidget(form.window)
    form.register_first()
    with qtbot.waitSignal(form.ready):
        form.window.show()
    buttons = {one.accessibleName(): one for one in form.window.findChildren(QPushButton)}
    assert buttons["Register"].isVisible()
    qtbot.waitUntil(lambda: "Change what is sent" in shown(form))
    qtbot.mouseClick(buttons["Register"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("Kept." in one for one in words(form)), timeout=10_000)
    assert (tmp_path / "data" / "outbox" / "registered.json").is_file()
    form.close(5)


def shown(form):
    found = form.window.findChildren(QPushButton)
    return {one.accessibleName() for one in found if one.isVisible()}


def words(form):
    return [one.text() for one in form.window.findChildren(QLabel) if one.isVisible()]


def test_six_facts_go_along_however_quick_somebody_is(open_form, qtbot, tmp_path, monkeypatch):
    """The slow ones never come here."""
    held = threading.Event()
    monkeypatch.setattr(facts, "read_facts", lambda **_asked: held.wait(20) and ())
    form = open_form()
    press(form, "Little niggle")
    assert shows(form, "A few more are still being read.")
    press(form, "Send")
    qtbot.waitUntil(lambda: shows(form, "Thank you"))
    held.set()
    (kept,) = outbox(tmp_path).list()
    keys = {fact.key for fact in kept.report.facts}
    assert {"computer", "system", "disk", "network", "screen", "libdesk"} <= keys
    assert not keys & facts.PERSONAL


def test_on_a_public_computer_the_users_name_is_not_read(open_form, qtbot, tmp_path):
    form = open_form(site=Site(branch="FER", public=True))
    press(form, "Little niggle", "Send")
    qtbot.waitUntil(lambda: shows(form, "Thank you"))
    (kept,) = outbox(tmp_path).list()
    assert "user" not in {fact.key for fact in kept.report.facts}


def test_closing_the_window_ends_it_when_nothing_is_kept(open_form, qtbot):
    form = open_form()
    with qtbot.waitSignal(form.ended):
        form.window.close()


@pytest.mark.rows("S04")
def test_it_lives_on_unseen_until_the_report_is_handed_over_and_answered(
    open_form, qtbot, tmp_path
):
    share = tmp_path / "share"
    seal_key, sign_key, identity = make_keys()
    site = Site("FER", share, seal_key=identity.seal_key, verify_key=identity.verify_key)
    form = open_form(site=site)
    press(form, "Little niggle", "Send")
    qtbot.waitUntil(lambda: shows(form, "It goes to IT by itself"))
    ended = []
    form.ended.connect(lambda: ended.append(1))
    form.window.close()
    assert not form.window.isVisible()
    assert ended == []
    (reader, *_) = [
        reader
        for reader in ways.desk_readers(
            DataFolder(tmp_path / "desk"),
            Site(share=share),
            secrets=(seal_key, sign_key),
            now=now,
            host="desk",
        )
        if reader.name == ways.SHARE
    ]
    share.mkdir()
    reader.publish(Bulletin(now(), now()))
    handed = Progress.HANDED_OVER
    qtbot.waitUntil(lambda: outbox(tmp_path).list()[0].progress is handed, timeout=20_000)
    assert ended == []
    (arrival,) = list(reader.arrivals())
    assert arrival.report is not None
    fixed = Reply(1, ReplyKind.STATE, now(), text="Done.", state=State.FIXED)
    reader.reply(arrival.report.id, arrival.reply_key, fixed)
    qtbot.waitUntil(lambda: ended == [1], timeout=70_000)


def test_words_that_were_not_sent_outlive_the_window_for_a_while(open_form, qtbot):
    form = open_form(draft_kept_ms=200)
    press(form, "Telephone")
    type_words(form, "No tone")
    begun = time.monotonic()
    with qtbot.waitSignal(form.ended):
        form.window.close()
    assert time.monotonic() - begun >= 0.18


def test_where_the_public_sits_words_are_cleared_from_the_disk_after_their_time(
    open_form, qtbot, tmp_path
):
    form = open_form(draft_kept_ms=200, site=Site(branch="FER", public=True))
    press(form, "Telephone")
    type_words(form, "Mrs Miller could not call")
    drafts = tmp_path / "data" / "drafts"
    qtbot.waitUntil(lambda: bool(list(drafts.glob("*.draft"))), timeout=5000)
    form.window.close()
    with qtbot.waitSignal(form.ended):
        press(form, "Keep it for ten minutes")
    form.close(5)
    assert not list(drafts.glob("*.draft"))


def test_the_end_of_a_session_asks_nothing_and_keeps_the_words(open_form, tmp_path):
    form = open_form(site=Site(branch="FER", public=True))
    press(form, "Telephone")
    type_words(form, "Mrs Miller could not call")
    form.end_session()
    form.window.close()
    assert not form.window.isVisible()
    assert list((tmp_path / "data" / "drafts").glob("*.draft"))


def test_words_are_on_disk_when_the_session_may_end(open_form, qtbot, tmp_path):
    form = open_form()
    press(form, "Telephone")
    (field,) = [one for one in form.window.findChildren(QPlainTextEdit) if one.isVisible()]
    QTest.keyClicks(field, "Half a sentence")
    drafts = tmp_path / "data" / "drafts"
    assert not list(drafts.glob("*.draft")), "nothing was written while typing went on"
    form.end_session()
    (draft,) = drafts.glob("*.draft")
    assert "Half a sentence" in draft.read_text("utf-8", "replace")


def test_words_are_there_again_when_the_window_comes_back(open_form, qtbot):
    form = open_form(draft_kept_ms=100)
    press(form, "Telephone")
    type_words(form, "No tone")
    form.window.close()
    form.window.bring_forward()
    with qtbot.assertNotEmitted(form.ended, wait=250):
        pass
    (field,) = [one for one in form.window.findChildren(QPlainTextEdit) if one.isVisible()]
    assert field.toPlainText() == "No tone"


def noted(tmp_path):
    return (tmp_path / "data" / "logs" / "form.log").read_text("utf-8")


def test_a_bug_is_noted_without_the_words_that_were_on_the_way(open_form, qtbot, tmp_path):
    form = open_form()
    words = "patron 21234567890123"
    form._tasks.outside(lambda: int(words), lambda _number: None, owner=form)
    qtbot.waitUntil(lambda: "ValueError" in noted(tmp_path))
    log = noted(tmp_path)
    assert "in <lambda>\nValueError" in log
    assert "patron" not in log


def test_a_second_start_brings_the_first_window_forward(qtbot, tmp_path):
    first = SingleInstance("form", tmp_path)
    assert first.take()
    first.listen()
    begun = time.monotonic()
    with qtbot.waitSignal(first.raise_requested, timeout=20_000):
        second = subprocess.Popen(
            [sys.executable, "-m", "libdesk", "report", "--data", str(tmp_path)],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        )
    assert second.wait(20) == 0
    assert time.monotonic() - begun < 20
    first.release()


def test_a_site_file_that_is_none_is_refused_in_one_sentence(tmp_path, capsys):
    wrong = tmp_path / "site.json"
    wrong.write_text("[]", "utf-8")
    asked = argparse.Namespace(
        data=tmp_path / "data", site=wrong, about="", register=False, at_log_on=False
    )
    assert staff.run(asked) == staff.REFUSED
    said = capsys.readouterr().err
    assert "is not a site file" in said
    assert len(said.splitlines()) == 1


def test_b12_a_data_folder_that_cannot_be_made_still_opens_the_form(open_form, qtbot, tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be", "utf-8")
    form = open_form()
    press(form, "Telephone")
    type_words(form, "No tone")
    press(form, "Send")
    qtbot.waitUntil(lambda: shows(form, "nothing was lost"))
    (field,) = [one for one in form.window.findChildren(QPlainTextEdit) if one.isVisible()]
    assert field.toPlainText() == "No tone"


def test_b12_without_a_folder_there_is_no_lock_and_the_form_opens_all_the_same(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be", "utf-8")
    assert staff._single(tmp_path / "data") is None


def drafts_of(tmp_path):
    return list((tmp_path / "data" / "drafts").glob("*.draft"))


def test_what_the_public_keeps_is_cleared_in_time_though_rounds_go_on(
    open_form, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(carrier, "LONGEST_WAIT_MS", 100)
    form = open_form(draft_kept_ms=600, site=Site(branch="FER", public=True))
    press(form, "Telephone")
    type_words(form, "Mrs Miller could not call")
    form.window.close()
    with qtbot.waitSignal(form.ended, timeout=5000):
        press(form, "Keep it for ten minutes")
    qtbot.waitUntil(lambda: drafts_of(tmp_path) == [])


def test_what_the_public_keeps_is_cleared_in_time_though_a_report_waits(open_form, qtbot, tmp_path):
    share = tmp_path / "gone" / "share"
    form = open_form(draft_kept_ms=600, site=Site(branch="FER", public=True, share=share))
    press(form, "Telephone", "Send")
    qtbot.waitUntil(lambda: any(is_named(form, "Report another")))
    press(form, "Report another", "Telephone")
    type_words(form, "Mrs Miller could not call")
    qtbot.waitUntil(lambda: drafts_of(tmp_path) != [])
    form.window.close()
    press(form, "Keep it for ten minutes")
    qtbot.waitUntil(lambda: drafts_of(tmp_path) == [], timeout=5000)


def is_named(form, name):
    buttons = form.window.findChildren(QPushButton)
    return (one.isVisible() for one in buttons if one.accessibleName() == name)
