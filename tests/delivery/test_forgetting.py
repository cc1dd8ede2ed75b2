"""What is over its time goes from the files too: collected ones, and those on staff computers."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest

from libdesk.domain.problems import Picture, Progress
from libdesk.services.errors import Unavailable
from tests.delivery.corner import PNG, a_report, names, raw
from tests.services.fakes import START

CANARY = b"zzpatron7731"
PICTURE = Picture("zzpatron7731.png", "image/png", PNG)
DAY = timedelta(days=1)


@pytest.fixture
def told(corner):
    """A report that has arrived and was answered."""
    report = a_report(pictures=(PICTURE,), contact="zzpatron7731", saw="Gray stripes")
    corner.meet()
    corner.staff.outbox.keep(report)
    corner.deliver()
    corner.collect()
    problem = corner.desk().get(report.id)
    corner.desk().answer(report.id, "The drum.", version=problem.version)
    corner.hands.move(minutes=1)
    corner.collect()
    corner.deliver()
    return report


def age(folder, days):
    for path in folder.iterdir():
        at = (START - days * DAY).timestamp()
        os.utime(path, (at, at))


def test_collected_files_go_when_they_are_old_and_nothing_else_does(corner, told):
    share = corner.share
    age(share / "done", 10)
    (share / "new" / "later.json").write_bytes(b"half")
    (share / "quarantine" / "bad.json").write_bytes(b"bad")
    for folder in ("new", "quarantine", "replies"):
        age(share / folder, 4000)
    lying = {name: names(share / name) for name in ("new", "quarantine", "replies", "bulletin")}
    assert corner.reader().forget(START - 11 * DAY) == 0
    assert corner.reader().forget(START - 9 * DAY) == 1
    assert names(share / "done") == []
    assert {name: names(share / name) for name in lying} == lying


def test_a_share_that_is_away_forgets_nothing(corner, told):
    away = corner.share.with_name("away")
    corner.share.rename(away)
    assert corner.reader().forget(START + 4000 * DAY) == 0
    away.rename(corner.share)
    assert len(names(corner.share / "done")) == 1


def test_a_folder_in_its_place_is_left_alone(corner, told):
    (corner.share / "done" / "folder").mkdir()
    corner.reader().forget(START + 4000 * DAY)
    assert names(corner.share / "done") == ["folder"]


def test_on_the_staff_computer_pictures_and_names_go_and_answers_stay(corner, told):
    outbox = corner.staff.outbox
    before = outbox.progress(told.id)
    assert CANARY in raw(corner.pc.outbox)
    outbox.forget(told.id, only_pictures=True)
    assert CANARY not in raw(corner.pc.outbox)
    (kept,) = outbox.list()
    assert kept.report == replace(told, pictures=(), contact="")
    assert [one.text for one in kept.replies if one.text] == ["The drum."]
    assert outbox.progress(told.id) == before
    outbox.forget(told.id, only_pictures=True)
    assert outbox.list() == (kept,)


def test_what_is_said_later_can_still_be_opened(corner, told):
    corner.staff.outbox.forget(told.id, only_pictures=True)
    problem = corner.desk().get(told.id)
    corner.desk().answer(told.id, "And the belt.", version=problem.version)
    corner.hands.move(minutes=1)
    corner.collect()
    corner.deliver()
    (kept,) = corner.staff.outbox.list()
    assert kept.replies[-1].text == "And the belt."


def test_then_the_report_goes_with_its_messages(corner, told):
    corner.staff.outbox.forget(told.id)
    assert corner.staff.outbox.list() == ()
    assert names(corner.pc.outbox / "replies") == []
    assert names(corner.pc.outbox / "arrived") == []
    with pytest.raises(Unavailable):
        corner.staff.outbox.forget(told.id)


def test_what_has_not_arrived_is_never_touched(corner):
    report = a_report(pictures=(PICTURE,), contact="Maria")
    outbox = corner.staff.outbox
    outbox.keep(report)
    for _ in range(2):
        before = raw(corner.pc.outbox)
        outbox.forget(report.id, only_pictures=True)
        outbox.forget(report.id)
        assert raw(corner.pc.outbox) == before
        corner.meet()
        corner.deliver()
    assert outbox.progress(report.id)[0] is Progress.HANDED_OVER


def test_a_damaged_report_is_set_aside_and_holds_up_nothing(corner, told):
    (path,) = (corner.pc.outbox / "arrived").iterdir()
    path.write_bytes(path.read_bytes()[:-50])
    corner.staff.outbox.forget(told.id, only_pictures=True)
    assert any(name.endswith(".why.txt") for name in names(corner.pc.outbox / "damaged"))
