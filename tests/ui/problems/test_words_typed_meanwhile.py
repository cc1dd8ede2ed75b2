"""Words typed while something else goes on: nothing takes them away or sends them twice."""

import threading
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from libdesk.app.site import load_guidance
from libdesk.domain.problems import FollowUp, FollowUpKind, Progress, ReplyKind, ReportId
from libdesk.services.ports import Kept
from libdesk.ui.problems import picture_flow
from libdesk.ui.problems.again import again_draft, offered_again
from libdesk.ui.problems.answers_page import AnswersPage
from libdesk.ui.problems.picture_page import PicturePage
from libdesk.ui.problems.picture_sources import Source
from libdesk.ui.problems.reports_page import ReportsPage
from libdesk.ui.problems.sent_page import SentPage
from tests.services.fakes import a_report
from tests.ui.problems.conftest import REPORTS, WORDS, a_screen

REPLY = "Reply or add something"
TELL = "What would you like to tell IT?"
PRINTER = "Printer or copier"


class Gate:
    """Holds a function until it is opened."""

    def __init__(self, monkeypatch, owner, name):
        self._open, self._reached = threading.Event(), threading.Event()
        real = getattr(owner, name)

        def held(*args, **named):
            self._reached.set()
            self._open.wait(10)
            return real(*args, **named)

        monkeypatch.setattr(owner, name, held)

    def wait(self):
        assert self._reached.wait(5)

    def open(self):
        self._open.set()


def put(form, words, name=WORDS):
    form.get(name, QPlainTextEdit).setPlainText(words)


def typed(form, name=WORDS):
    return form.get(name, QPlainTextEdit).toPlainText()


def saw(form):
    return [kept.report.saw for kept in form.kept()]


def file(form):
    form.press("Telephone", "Send")
    form.wait_kept()
    return form.kept()[0].report


def press_beginning(form, words):
    form.qtbot.waitUntil(lambda: any(beginning(form, words)))
    next(beginning(form, words)).click()


def beginning(form, words):
    return (one for one in form.all(QPushButton) if one.accessibleName().startswith(words))


def test_words_typed_after_send_stay_and_are_sent_by_themselves(form, monkeypatch):
    gate = Gate(monkeypatch, form.parts.filing, "submit")
    form.press("Telephone")
    put(form, "First words.")
    form.press("Send")
    gate.wait()
    put(form, "First words. AND MORE")
    gate.open()
    form.wait_for("is kept, as it was when you pressed Send")
    assert typed(form) == "First words. AND MORE"
    form.press("Send")
    form.qtbot.waitUntil(lambda: saw(form) == ["First words.", "First words. AND MORE"])
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is None)


def test_another_tile_filled_while_the_disk_is_slow_stays(form, monkeypatch):
    gate = Gate(monkeypatch, form.parts.filing, "submit")
    form.press("Telephone")
    put(form, "First words.")
    form.press("Send")
    gate.wait()
    form.press("Back", PRINTER)
    put(form, "SECOND PROBLEM")
    gate.open()
    form.qtbot.waitUntil(lambda: saw(form) == ["First words."])
    form.wait_for("is kept, as it was when you pressed Send")
    assert typed(form) == "SECOND PROBLEM"
    form.press("Send")
    form.qtbot.waitUntil(lambda: "SECOND PROBLEM" in saw(form))


def test_going_on_with_one_draft_puts_the_other_aside(make_form, form):
    form.press("Telephone")
    put(form, "Old words.")
    form.window.close()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None)
    after = make_form(first_id=500).open()
    after.wait_for("Go on with: Telephone")
    after.press(PRINTER)
    put(after, "NEW WORDS")
    after.press("Back")
    press_beginning(after, "Go on with: Telephone")
    assert typed(after) == "Old words."
    after.press("Back")
    press_beginning(after, "Go on with: " + PRINTER)
    assert typed(after) == "NEW WORDS"


def test_what_happens_again_puts_typed_words_aside_and_both_are_sent(form, monkeypatch):
    file(form)
    form.press("Report another")
    form.qtbot.waitUntil(lambda: any(beginning(form, "Again")))
    form.press(PRINTER)
    put(form, "NEW WORDS")
    form.press("Back")
    press_beginning(form, "Again")
    form.press("Send")
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    form.qtbot.waitUntil(lambda: isinstance(form.window.page, SentPage))
    form.press("Report another")
    press_beginning(form, "Go on with: " + PRINTER)
    assert typed(form) == "NEW WORDS"


@pytest.mark.parametrize("way", ["Back", "Escape"])
def test_a_follow_up_left_half_written_waits(form, way):
    file(form)
    form.press(REPORTS, REPLY)
    put(form, "LONG WORDS", TELL)
    if way == "Back":
        form.press("Back")
    else:
        form.key(Qt.Key.Key_Escape, widget=form.get(TELL, QPlainTextEdit))
    assert isinstance(form.window.page, ReportsPage)
    form.press("Still hurting us", "Back", REPLY)
    assert typed(form, TELL) == "LONG WORDS"


def test_a_follow_up_is_written_when_the_session_ends(form, make_form):
    file(form)
    form.press(REPORTS, REPLY)
    put(form, "LONG WORDS", TELL)
    form.talk.keep_words()
    form.qtbot.waitUntil(lambda: form.parts.drafts.load() is not None)
    assert form.parts.drafts.load().draft.saw == "LONG WORDS"


def test_a_yes_that_is_kept_slowly_takes_no_other_page_away(form, desk, monkeypatch):
    file(form)
    form.wait_for("Handed over")
    (report,) = desk.collect()
    desk.reply(report, 1, kind=ReplyKind.RESTATED, text="It prints gray.")
    form.press(REPORTS)
    form.wait_for("Is that right?")
    gate = Gate(monkeypatch, form.parts.filing, "follow_up")
    form.press("Yes, that’s right")
    gate.wait()
    form.press(REPLY)
    put(form, "TYPED MEANWHILE", TELL)
    form.press("Send")
    form.wait_for("still being kept")
    gate.open()
    form.qtbot.waitUntil(lambda: len(form.kept()) == 2)
    form.qtbot.wait(200)
    assert typed(form, TELL) == "TYPED MEANWHILE"
    form.press("Send")
    form.qtbot.waitUntil(lambda: "TYPED MEANWHILE" in saw(form))


@pytest.fixture
def reading(form, tmp_path, monkeypatch):
    """A report with words, and a picture that is being read."""
    gate = Gate(monkeypatch, picture_flow, "read")
    form.press("Telephone")
    put(form, "With a picture")
    path = tmp_path / "a.png"
    a_screen(None).save(str(path))
    (flow,) = form.window.page.findChildren(picture_flow.PictureFlow)
    flow.offer((Source(name="a.png", path=str(path)),))
    gate.wait()
    return gate


def test_send_waits_for_a_picture_that_is_being_read_unless_told_again(form, reading):
    form.press("Send")
    form.wait_for("A picture is still being read.")
    form.qtbot.wait(100)
    assert not form.kept()
    form.press("Send")
    form.wait_kept()
    reading.open()
    form.qtbot.wait(200)
    assert isinstance(form.window.page, SentPage)


def test_a_picture_that_was_waited_for_goes_along(form, reading):
    form.press("Send")
    form.wait_for("A picture is still being read.")
    reading.open()
    form.qtbot.waitUntil(lambda: isinstance(form.window.page, PicturePage))
    form.press("Use this picture")
    form.qtbot.waitUntil(lambda: isinstance(form.window.page, AnswersPage))
    form.press("Send")
    form.wait_kept()
    assert len(form.desk_sees().pictures) == 1


def test_a_picture_that_comes_late_takes_no_other_page_from_the_screen(form, reading):
    form.press("Back", REPORTS)
    reading.open()
    form.qtbot.wait(300)
    assert isinstance(form.window.page, ReportsPage)
    form.press("Back", "Telephone")
    form.qtbot.waitUntil(lambda: isinstance(form.window.page, PicturePage))
    form.press("Use this picture")
    form.qtbot.waitUntil(lambda: isinstance(form.window.page, AnswersPage))
    assert typed(form) == "With a picture"


def test_again_offers_a_problem_of_its_own_with_its_thing_and_says_again_once():
    thing = a_report(title="Again: Gray stripes", item="LV-1078")
    reply = a_report(
        title="The feed button does nothing",
        follow_up=FollowUp(ReportId(uuid4()), FollowUpKind.SAID),
    )
    same = a_report(title="Same here: the line", notice="n1")
    kept = tuple(Kept(one, Progress.KEPT) for one in (reply, same, thing))
    offered = offered_again(kept, load_guidance())
    assert offered is thing
    draft = again_draft(offered)
    assert (draft.saw, draft.item) == ("Again: Gray stripes", "LV-1078")


def test_the_question_that_makes_it_now_is_open_at_once_where_it_looks_unsafe(form):
    form.press("Looks unsafe")
    assert "Was anything clicked or typed?" in form.texts()
