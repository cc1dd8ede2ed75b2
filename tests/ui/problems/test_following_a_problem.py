"""After Send: the steps advance by themselves, the answer comes, nothing forgets."""

import errno

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from libdesk.domain.problems import Progress, ReplyKind, State
from libdesk.services.drafts import Draft
from libdesk.ui.problems.step_line import StepLine
from tests.ui.problems.conftest import FACTS, REPORTS, WORDS


def send(form, tile="Printer or copier", words=""):
    form.press(tile)
    if words:
        form.type(words)
    form.press("Send")
    form.wait_kept()


@pytest.mark.rows("S02")
def test_the_steps_advance_by_themselves(form, desk):
    """Of S02 the form's half: it lands in one written inbox, and nobody was called away for it.

    To write down who came in person belongs to the desk, and comes later.
    """
    send(form)
    (steps,) = form.all(StepLine)
    form.qtbot.waitUntil(lambda: steps.progress is Progress.HANDED_OVER)
    (arrival,) = desk.collect()
    desk.reply(arrival, 1, kind=ReplyKind.RECEIVED, state=State.NEW)
    form.qtbot.waitUntil(lambda: steps.progress is Progress.IN_INBOX)
    assert form.shows("Thank you. IT has it.")
    assert steps.accessibleName() == "How far it has come: In IT’s inbox"


@pytest.mark.rows("S04")
def test_with_the_share_away_it_stays_kept_and_goes_once_when_it_returns(form, desk):
    away = True
    inbox = str(form.data.inbox)

    def plan(call, path):
        return errno.EHOSTDOWN if away and call == "write" and str(path).startswith(inbox) else 0

    form.disk.plan = plan
    send(form)
    (steps,) = form.all(StepLine)
    form.wait_for("It goes to IT by itself as soon as there is a way.")
    form.qtbot.waitUntil(lambda: len([c for c in form.disk.calls if inbox in str(c[1])]) >= 2)
    assert steps.progress == Progress.KEPT
    assert not form.talk.may_end()
    away = False
    form.qtbot.waitUntil(lambda: steps.progress is Progress.HANDED_OVER)
    (arrival,) = desk.collect()
    assert not form.talk.may_end()  # an answer is still to come
    desk.reply(arrival, 1, kind=ReplyKind.STATE, state=State.FIXED)
    form.qtbot.waitUntil(form.talk.may_end, timeout=10_000)


def test_the_answer_stands_in_the_branchs_reports_without_a_new_start(form, desk):
    send(form, words="No tone <b>at all</b>")
    (steps,) = form.all(StepLine)
    form.qtbot.waitUntil(lambda: steps.progress is Progress.HANDED_OVER)
    (arrival,) = desk.collect()
    form.press(REPORTS)
    form.wait_for("Handed over")
    desk.reply(arrival, 1, text="Thank you. Try the <spare> phone.", state=State.DOING)
    form.wait_for("Thank you. Try the <spare> phone.")
    assert form.shows("IT is working on it")
    assert form.shows("Sam · ")
    assert form.shows("No tone <b>at all</b>")


def test_an_empty_list_says_what_will_stand_there(form):
    form.press(REPORTS)
    form.wait_for("Nothing yet.")
    form.key(Qt.Key.Key_Escape)
    assert form.shows("What’s wrong?")


def test_older_reports_come_when_asked_for(form):
    for number in range(23):
        form.parts.filing.submit(form_draft(number), form.parts.new_id())
        form.hands.move(minutes=1)
    form.press(REPORTS)
    form.wait_for("Report 22")
    assert not form.shows("Report 2.")
    form.press("Show older ones")
    form.wait_for("Report 2.")


def form_draft(number):
    return Draft(category="PRINT", branch="FER", saw=f"Report {number}.")


def test_a_pc_that_forgets_never_says_only_kept(make_form, desk):
    form = make_form(lasts=False)
    share = str(form.data.inbox)
    form.disk.plan = lambda call, path: (
        errno.EHOSTDOWN if call == "write" and str(path).startswith(share) else 0
    )
    form.open()
    send(form)
    assert form.shows("This PC forgets when it restarts: print the slip.")
    assert not form.shows("Thank you. Kept on this PC.")
    assert form.focused() is form.get("Print slip")
    form.press("Print slip")
    (slip,) = form.printed
    (kept,) = form.kept()
    assert slip.heading == kept.report.number
    form.disk.plan = lambda _call, _path: 0
    form.wait_for("Thank you. It is on its way.")
    assert not form.shows("This PC forgets when it restarts: print the slip.")


def test_the_number_can_be_marked_with_the_keyboard(form):
    send(form)
    (kept,) = form.kept()
    (label,) = [one for one in form.all(QLabel) if one.text() == kept.report.number]
    assert form.focused() is label
    assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_again_brings_back_the_last_problem_but_never_what_looked_unsafe(form):
    form.press("Printer or copier", "Paper jam", "Several people")
    form.type("It jams")
    form.press("Send")
    form.wait_kept()
    form.press("Report another")
    form.hands.move(minutes=5)
    send(form, "Something looks wrong or unsafe", "A stranger in the server room")
    form.press("Report another")
    form.wait_for("Again: It jams")
    assert not form.shows("Again: A stranger")
    form.press("Again: It jams")
    assert form.get("Paper jam").isChecked()
    assert form.get("Several people").isChecked()
    assert form.get(WORDS, QPlainTextEdit).toPlainText() == "Again: It jams"


def test_a_card_number_that_was_sent_on_purpose_stands_where_nobody_else_reads_it(form):
    """IT reads it; whoever sits down next does not (domain 2.4)."""
    form.press("Telephone")
    form.type("Card 21234000123456 is refused")
    form.press("Send")
    form.wait_for("Leave it")
    form.press("Send")
    form.wait_kept()
    assert form.desk_sees().saw == "Card 21234000123456 is refused"
    form.press("Report another")
    form.press("Again: Card [card number] is refused")
    assert form.get(WORDS, QPlainTextEdit).toPlainText() == "Again: Card [card number] is refused"
    form.press("Back", REPORTS)
    form.wait_for("Card [card number] is refused")
    form.press("Reply or add something")
    form.wait_for("· Card [card number] is refused")
    form.type("It is 21234000123456", "What would you like to tell IT?", QPlainTextEdit)
    form.press("Send", "Send")
    form.wait_for("It is [card number]")
    assert not form.shows("21234000123456")
    assert form.desk_sees().saw == "It is 21234000123456"


@pytest.mark.rows("S20")
def test_known_problems_stand_on_the_first_page_in_its_own_words(make_form, desk):
    desk.publish(("Printing is <b>down</b>.", "FER"), ("Wi-Fi is slow.", ""), ("Not here.", "CEN"))
    form = make_form(notice="The settings can't be read.").open()
    form.wait_for("Known: Printing is <b>down</b>.")
    assert form.shows("Known: Wi-Fi is slow.")
    assert form.shows("The settings can't be read.")
    assert not form.shows("Not here.")


def test_closing_with_words_keeps_them_and_without_begins_anew(form):
    form.press("Telephone")
    form.type("Half a sen")
    form.window.close()
    assert form.talk.has_words()
    form.window.bring_forward()
    assert form.get(WORDS, QPlainTextEdit).toPlainText() == "Half a sen"
    form.press("Send")
    form.wait_kept()
    form.window.close()
    form.window.bring_forward()
    assert form.shows("What’s wrong?")


def test_a_failure_behind_a_closed_window_brings_it_back_with_the_words(form):
    form.disk.plan = lambda call, _path: errno.ENOSPC if call == "write" else 0
    form.press("Telephone")
    form.type("No tone")
    form.press("Send")
    form.window.close()
    form.wait_for("The disk is full")
    assert form.window.isVisible()
    assert form.get(WORDS, QPlainTextEdit).toPlainText() == "No tone"


def broken(*_arguments):
    raise ZeroDivisionError


def test_a_bug_while_reading_the_facts_is_heard_of_and_a_report_goes_without_them(make_form):
    form = make_form(facts=broken, facts_at_once=FACTS[:1]).open()
    form.qtbot.waitUntil(lambda: len(form.troubles) == 1)
    form.press("Telephone")
    assert not form.shows("A few more are still being read.")
    form.press("Send")
    form.wait_kept()
    (kept,) = form.kept()
    assert kept.report.facts == FACTS[:1]
    form.troubles.clear()


def test_a_bug_while_keeping_loses_no_word_and_is_heard_of(form):
    form.press("Telephone")
    form.type("No tone")
    form.disk.plan = broken
    form.press("Send")
    form.wait_for("Something went wrong inside LibDesk, and nothing was kept.")
    assert form.get(WORDS, QPlainTextEdit).toPlainText() == "No tone"
    form.disk.plan = lambda _call, _path: 0
    assert [type(error) for error in form.troubles] == [ZeroDivisionError]
    form.troubles.clear()


def test_a_tile_tapped_before_anything_is_loaded_opens_as_soon_as_it_is(make_form):
    form = make_form()
    with form.qtbot.waitExposed(form.window):
        form.window.show()
    form.press("Telephone")
    assert not form.shows("Who is stopped?")
    form.talk.begin()
    assert form.shows("Who is stopped?")


@pytest.mark.rows("S04")
def test_the_second_report_is_told_without_a_word_of_the_first(make_form, desk):
    form = make_form(lasts=False).open()
    send(form, words="It jams")
    (steps,) = form.all(StepLine)
    form.wait_for("Thank you. It is on its way.")
    (first,) = form.kept()
    share = str(form.data.inbox)
    form.disk.plan = lambda call, path: (
        errno.EHOSTDOWN if call == "write" and str(path).startswith(share) else 0
    )
    form.press("Report another")
    form.hands.move(minutes=5)
    send(form, "Something looks wrong or unsafe")
    second, _first = form.kept()
    assert steps.progress is Progress.KEPT
    assert form.shows(second.report.number)
    assert form.shows("Something looks wrong or unsafe")
    assert not form.shows(first.report.number)
    assert not form.shows("It jams")
    assert not form.shows("Thank you. It is on its way.")
    assert form.shows("This PC forgets when it restarts: print the slip.")
    assert form.focused() is form.get("Print slip")
    form.press("Print slip")
    assert form.printed[-1].heading == second.report.number
