"""Upkeep: what was deleted is wiped soon, and what is over its time every few hours."""

from datetime import timedelta

from libdesk.domain.problems import Picture
from libdesk.services.changing import UNDO_LASTS
from libdesk.services.deleting import Deleting
from libdesk.services.inbox import Inbox
from libdesk.services.intake import Intake
from libdesk.services.upkeep import Upkeep
from tests.services.fakes import MemoryShare, a_report

PICTURE = Picture("screen.png", "image/png", b"pixels")


class Traces:
    def __init__(self):
        self.wiped = []

    def wipe(self, between, *, words):
        self.wiped.append(words)
        return between()


def test_one_round_wipes_what_was_deleted_and_another_what_is_over(database, hands):
    share, traces = MemoryShare(), Traces()
    upkeep = Upkeep(database, [share], traces, hands)
    inbox, intake = Inbox(database, hands, "Robin"), Intake(database, [share], hands)
    for number, saw in ((1, "Test"), (2, "Gray stripes")):
        share.drop(a_report(number, saw=saw, title=saw, pictures=(PICTURE,) * (number - 1)))
    intake.collect()
    upkeep.tend()
    Deleting(database, hands).delete(a_report(1).id, version=1)
    upkeep.tend()
    assert traces.wiped == []
    hands.move(seconds=UNDO_LASTS.total_seconds())
    upkeep.tend()
    assert set(database.tables.problems) == {a_report(2).id}
    assert traces.wiped == [True]
    inbox.fix(a_report(2).id, "The drum.", version=1)
    for _ in range(5):
        hands.move(days=7)
        upkeep.tend()
    assert inbox.get(a_report(2).id).report.pictures == ()


def test_asked_to_stop_it_leaves_the_rest_for_another_time(database, hands):
    share, traces = MemoryShare(), Traces()
    upkeep = Upkeep(database, [share], traces, hands)
    share.drop(a_report(1, saw="Test", title="Test"))
    Intake(database, [share], hands).collect()
    Deleting(database, hands).delete(a_report(1).id, version=1)
    hands.move(seconds=UNDO_LASTS.total_seconds())
    upkeep.tend(lambda: False)
    assert traces.wiped == [True]
    assert share.forgotten_before is None
    hands.at += timedelta(days=2)
    upkeep.tend()
    assert traces.wiped == [True, True]
