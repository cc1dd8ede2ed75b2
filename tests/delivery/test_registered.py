"""It is remembered that a computer registered itself; and the way of a registration, on files."""

import pytest

from libdesk.delivery.registered import RegisteredFile
from libdesk.domain.item_lists import Dates
from libdesk.domain.problems import Fact, Progress, State
from libdesk.services.item_gates import Rules
from libdesk.services.registering import Registering
from libdesk.services.self_registering import Remembered, Said, SelfRegistering
from tests.delivery.corner import Corner, new_id
from tests.delivery.faulty import FaultyDisk
from tests.services.fakes import Hands

RULES = Rules(lambda _record: Dates(), lambda _record: False)
SAID = Said("LV-7", "PC-07", "public PC", "FER", "Hall", (Fact("computer", "FER-PC-04"),))


def test_it_is_remembered_and_what_is_later_counts(tmp_path):
    file = RegisteredFile(tmp_path / "registered.json")
    assert file.recall() is None
    for told in (Remembered(new_id(), "FER-PC-04", "LV-7"), Remembered(new_id(), "", "")):
        file.note(told)
        assert RegisteredFile(tmp_path / "registered.json").recall() == told


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"libdesk":"reads","version":1}',
        b'{"libdesk":"registered","version":2,"report":"x"}',
        b'{"libdesk":"registered","version":1,"report":"x"}',
        b'{"libdesk":"registered","version":1,"report":1,"computer":"' + b"x" * 9_000 + b'"}',
        b"x" * 20_000,
    ],
)
def test_a_damaged_note_is_none(tmp_path, content):
    path = tmp_path / "registered.json"
    path.write_bytes(content)
    assert RegisteredFile(path).recall() is None


def test_where_it_cannot_be_written_nothing_fails(tmp_path):
    file = RegisteredFile(tmp_path / "nowhere" / "registered.json", disk=FaultyDisk())
    file.note(Remembered(new_id(), "A"))
    assert file.recall() is None


def test_a_registration_goes_sealed_to_the_desk_offline_first_and_its_answer_comes_back(tmp_path):
    hands = Hands()
    corner = Corner(tmp_path, hands)
    corner.meet()
    outbox = corner.staff.outbox
    registering = SelfRegistering(
        outbox, RegisteredFile(corner.pc.outbox / "registered.json"), hands, new_id
    )
    corner.share.rename(tmp_path / "away")
    sent = registering.submit(SAID)
    assert corner.deliver().kept == 1
    (tmp_path / "away").rename(corner.share)
    corner.deliver()
    lying = (corner.share / "new" / f"{sent.report.id}.json").read_bytes()
    assert b"LV-7" not in lying
    assert b"FER-PC-04" not in lying
    assert corner.collect().new == 1
    desk = Registering(corner.database, lambda: RULES, hands, "Robin")
    (waits,) = desk.waiting()
    assert waits.registration.label == "LV-7"
    record = desk.accept(waits.registration.id).record
    assert record is not None
    assert record.room == "Hall"
    hands.move(seconds=20)
    corner.collect()
    corner.deliver()
    (kept,) = outbox.list()
    assert kept.progress is Progress.IN_INBOX
    assert [(one.text, one.state) for one in kept.replies] == [
        ("", State.NEW),
        ("Registered as LV-7.", State.FIXED),
    ]
    told = registering.remembered("FER-PC-04")
    assert told is not None
    assert told.report_id == sent.report.id
