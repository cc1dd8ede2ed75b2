"""A share that never answers holds up what goes there, and nothing else."""

import threading

import pytest

from libdesk.services.dispatch import Delivered


@pytest.fixture
def hung(make_form):
    """A form whose share answers no question."""
    form = make_form()
    back = threading.Event()

    def wait(*_asked):
        assert back.wait(30)

    form.parts.board.latest = wait
    form.parts.dispatch.deliver = wait
    yield form.open()
    back.set()


def test_send_keeps_the_report_while_the_share_hangs(hung, qtbot):
    qtbot.waitUntil(lambda: "Printer or copier" in "".join(hung.texts()))
    hung.press("Printer or copier")
    hung.press("Send")
    hung.wait_kept()
    assert len(hung.kept()) == 1


def test_the_branchs_reports_are_shown_while_the_share_hangs(hung, qtbot):
    qtbot.waitUntil(lambda: "Printer or copier" in "".join(hung.texts()))
    hung.press("Printer or copier")
    hung.press("Send")
    hung.wait_kept()
    hung.press("This branch’s reports")
    number = hung.kept()[0].report.number
    qtbot.waitUntil(lambda: any(number in text for text in hung.texts()))


def test_send_now_tries_at_once_and_says_so(make_form, qtbot):
    form = make_form()
    tries = []

    def deliver():
        tries.append(1)
        return Delivered(1, 0, why="The share is away.")

    form.parts.dispatch.deliver = deliver
    form.open()
    qtbot.waitUntil(lambda: form.shows("Printer or copier"))
    form.press("Printer or copier")
    form.press("Send")
    form.wait_kept()
    form.press("This branch’s reports")
    form.wait_for("The share is away.")
    form.wait_for(form.kept()[0].report.number)
    before = len(tries)
    form.press("Send now")
    qtbot.waitUntil(lambda: len(tries) > before)
    form.wait_for("The share is away.")
