"""The outbox: one file per report, in exactly one state, safe before anybody is told so."""

import errno
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from libdesk.delivery import envelope, replies, sealing
from libdesk.delivery.outbox import FileOutbox
from libdesk.delivery.troubles import DISK_FULL
from libdesk.domain.problems import Picture, Progress, Reply, ReplyKind, State
from libdesk.services.errors import Refusal, Unavailable
from tests.delivery.corner import PNG, a_full_report, a_report, modes, names, new_id
from tests.delivery.faulty import FaultyDisk, nothing, only
from tests.services.fakes import START


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "outbox"


@pytest.fixture
def outbox(folder, hands):
    return FileOutbox(folder, lasts=True, now=hands)


def reply_key(outbox: FileOutbox, report_id) -> bytes:
    return envelope.decode(outbox.envelope(report_id)).reply_key


def a_reply(number: int = 1, **changes: object) -> Reply:
    reply = Reply(number, ReplyKind.RECEIVED, START, state=State.NEW)
    return replace(reply, **changes)  # type: ignore[arg-type] # a test's shorthand


def sealed(outbox: FileOutbox, report_id, reply: Reply) -> bytes:
    return replies.seal(report_id, reply, reply_key(outbox, report_id))


def test_a_report_is_kept_in_one_file(outbox, folder):
    report = a_full_report()
    outbox.keep(report)
    assert names(folder / "new") == [f"{report.id}.report"]
    assert names(folder / "tmp") == []
    (kept,) = outbox.list()
    assert kept.report == replace(report, pictures=())
    assert kept.progress is Progress.KEPT
    assert kept.handed_over_at is None
    assert kept.replies == ()
    assert envelope.decode(outbox.envelope(report.id)).report == report


def test_the_file_is_synced_before_it_gets_its_name_and_the_folder_after(folder, hands):
    disk = FaultyDisk()
    report = a_report()
    FileOutbox(folder, lasts=True, now=hands, disk=disk).keep(report)
    calls = [(call, path.parent.name if call != "sync" else path.name) for call, path in disk.calls]
    assert calls[-4:] == [
        ("write", "tmp"),
        ("replace", "new"),
        ("sync", "new"),
        ("sync", "tmp"),
    ]
    # The folders themselves are made durable too, from the top down.
    assert calls[:2] == [("sync", folder.parent.name), ("sync", "outbox")]


def test_a_folder_above_that_may_not_be_read_keeps_nobody_from_filing(folder, hands):
    def plan(call, path):
        return errno.EACCES if (call, path) == ("sync", folder.parent) else 0

    outbox = FileOutbox(folder, lasts=True, now=hands, disk=FaultyDisk(plan))
    outbox.keep(a_report())
    assert len(outbox.list()) == 1


def test_files_and_folders_are_private(outbox, folder):
    outbox.keep(a_report())
    report = a_report()
    outbox.keep(report)
    outbox.mark_handed_over(report.id, START)
    outbox.add_reply(report.id, sealed(outbox, report.id, a_reply()))
    assert modes(folder) == {("folder", 0o700), ("file", 0o600)}


def test_b10_send_pressed_twice_keeps_one_report(outbox, folder):
    report = a_report()
    outbox.keep(report)
    before = (folder / "new" / f"{report.id}.report").read_bytes()
    outbox.keep(report)
    assert (folder / "new" / f"{report.id}.report").read_bytes() == before
    outbox.mark_handed_over(report.id, START)
    outbox.keep(report)
    assert len(outbox.list()) == 1
    assert outbox.list()[0].progress is Progress.HANDED_OVER


def test_only_the_same_report_is_said_to_be_kept_already(outbox):
    report = a_full_report()
    assert outbox.keep(report)
    later = replace(report, filed_at=report.filed_at + timedelta(seconds=9), facts=())
    assert outbox.keep(later), "when it was filed and on what computer makes no other report"
    assert not outbox.keep(replace(report, saw="Other words."))
    assert not outbox.keep(replace(report, pictures=report.pictures[:1]))
    assert len(outbox.list()) == 1
    assert envelope.decode(outbox.envelope(report.id)).report == report


def test_b10_send_pressed_at_once_in_many_threads_keeps_one_report(outbox):
    report = a_report()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(outbox.keep, [report] * 32))
    assert len(outbox.list()) == 1
    assert outbox.waiting() == (report.id,)


def test_the_newest_report_stands_first_and_the_oldest_goes_first(outbox, folder, hands):
    reports = [a_report(number, filed_at=START + timedelta(minutes=number)) for number in range(5)]
    for age, report in enumerate(reports):
        outbox.keep(report)
        os.utime(folder / "new" / f"{report.id}.report", (1000 + age, 1000 + age))
    assert [kept.report.title for kept in outbox.list()] == [f"Report {n}" for n in (4, 3, 2, 1, 0)]
    assert outbox.waiting() == tuple(report.id for report in reports)


def test_a_report_moves_from_state_to_state_and_stays_itself(outbox, folder):
    report = a_full_report()
    outbox.keep(report)
    travels = outbox.envelope(report.id)
    assert outbox.progress(report.id) == (Progress.KEPT, None)

    outbox.mark_handed_over(report.id, START)
    assert outbox.progress(report.id) == (Progress.HANDED_OVER, START)
    assert outbox.waiting() == (report.id,)
    outbox.mark_handed_over(report.id, START + timedelta(minutes=11))
    assert outbox.progress(report.id)[1] == START + timedelta(minutes=11)

    assert outbox.add_reply(report.id, sealed(outbox, report.id, a_reply())) == a_reply()
    assert outbox.progress(report.id)[0] is Progress.IN_INBOX
    assert outbox.waiting() == ()
    outbox.mark_handed_over(report.id, START + timedelta(hours=1))
    assert outbox.progress(report.id)[0] is Progress.IN_INBOX
    assert outbox.envelope(report.id) == travels
    assert names(folder / "new") == names(folder / "handed") == []


def test_all_is_there_after_a_restart(outbox, folder, hands):
    report = a_report()
    outbox.keep(report)
    outbox.mark_handed_over(report.id, START)
    outbox.add_reply(report.id, sealed(outbox, report.id, a_reply()))
    opened_anew = FileOutbox(folder, lasts=True, now=hands)
    assert opened_anew.list() == outbox.list()
    assert opened_anew.list()[0].replies == (a_reply(),)
    assert opened_anew.next_reply(report.id) == 2


def test_the_words_of_an_answer_come_back_whole(outbox):
    report = a_report()
    outbox.keep(report)
    outbox.mark_handed_over(report.id, START)
    sent = [
        a_reply(1),
        a_reply(2, kind=ReplyKind.ANSWER, text="Try the other tray.\n\nRobin ✓", by="Robin"),
        a_reply(3, kind=ReplyKind.STATE, state=State.WAITING, until=date(2026, 12, 1)),
    ]
    for reply in sent:
        assert outbox.next_reply(report.id) == reply.number
        outbox.add_reply(report.id, sealed(outbox, report.id, reply))
    assert outbox.list()[0].replies == tuple(sent)


def test_only_the_next_genuine_message_to_this_very_report_is_proof(outbox):
    report, other = a_report(), a_report()
    outbox.keep(report)
    outbox.keep(other)
    outbox.mark_handed_over(report.id, START)
    key = reply_key(outbox, report.id)
    _, strange = sealing.make_reply_keys()
    for content in (
        b"",
        b"x" * 200,
        replies.seal(report.id, a_reply(), strange),
        replies.seal(other.id, a_reply(), key),
        replies.seal(report.id, a_reply(2), key),
        sealing.seal(b"{}", key),
        sealing.seal(b"[" * 100_000, key),
        sealing.seal(replies.encode(report.id, a_reply()) + b"}", key),
        sealed(outbox, other.id, a_reply()),
    ):
        assert outbox.add_reply(report.id, content) is None
    assert outbox.progress(report.id)[0] is Progress.HANDED_OVER
    assert outbox.list()[0].replies == outbox.list()[1].replies == ()


def test_a_message_cannot_be_played_a_second_time(outbox):
    report = a_report()
    outbox.keep(report)
    outbox.mark_handed_over(report.id, START)
    first = sealed(outbox, report.id, a_reply())
    outbox.add_reply(report.id, first)
    assert outbox.add_reply(report.id, first) is None
    assert len(outbox.list()[0].replies) == 1


def test_a_damaged_message_is_fetched_again(outbox, folder):
    report = a_report()
    outbox.keep(report)
    outbox.mark_handed_over(report.id, START)
    for number in (1, 2):
        outbox.add_reply(report.id, sealed(outbox, report.id, a_reply(number)))
    (folder / "replies" / f"{report.id}.1.reply").write_bytes(b"{")
    assert [reply.number for reply in outbox.list()[0].replies] == [2]
    assert outbox.next_reply(report.id) == 1
    assert names(folder / "damaged") == [
        f"{report.id}.1.reply",
        f"{report.id}.1.reply.why.txt",
    ]
    outbox.add_reply(report.id, sealed(outbox, report.id, a_reply(1)))
    assert [reply.number for reply in outbox.list()[0].replies] == [1, 2]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:0],
        lambda content: b"\0" * len(content),
        lambda content: content[:40],
        lambda content: content[: len(content) // 4],
        lambda content: content.replace(b'"saw":"Line', b'"saw":"Lime'),
        lambda content: content.replace(b'"reply_secret": "', b'"reply_secret": "A'),
        lambda content: b"{}\n" + content,
    ],
)
def test_a_damaged_file_is_set_aside_and_the_rest_goes_on(outbox, folder, damage):
    bad, good = a_full_report(), a_report()
    for report in (bad, good):
        outbox.keep(report)
    path = folder / "new" / f"{bad.id}.report"
    path.write_bytes(damage(path.read_bytes()))
    damaged = path.read_bytes()

    assert [kept.report.id for kept in outbox.list()] == [good.id]
    assert outbox.waiting() == (good.id,)
    assert (folder / "damaged" / f"{bad.id}.report").read_bytes() == damaged
    why = (folder / "damaged" / f"{bad.id}.report.why.txt").read_text()
    assert why.strip().endswith(".")
    (told,) = outbox.troubles()
    assert told.startswith("1 damaged report was set aside in ")
    with pytest.raises(Unavailable, match="is not in the folder"):
        outbox.progress(bad.id)


def test_a_damaged_picture_is_noticed_before_the_report_leaves(outbox, folder):
    report = a_report(pictures=(Picture("a", "image/png", PNG),))
    outbox.keep(report)
    path = folder / "new" / f"{report.id}.report"
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(Unavailable) as caught:
        outbox.envelope(report.id)
    assert caught.value.sentence == (
        f"One report kept on this computer is damaged and was set aside in {folder / 'damaged'}, "
        "with the reason beside it. The others go on."
    )
    assert outbox.waiting() == ()
    assert names(folder / "damaged") == [f"{report.id}.report", f"{report.id}.report.why.txt"]


def test_a_file_under_another_reports_name_is_set_aside(outbox, folder):
    report = a_report()
    outbox.keep(report)
    (folder / "new" / f"{report.id}.report").rename(folder / "new" / f"{new_id()}.report")
    assert outbox.list() == ()
    assert len(names(folder / "damaged")) == 2


def test_foreign_names_in_the_outbox_are_left_alone(outbox, folder):
    outbox.keep(a_report())
    for name in ("notes.txt", "x.report", ".DS_Store", "Thumbs.db"):
        (folder / "new" / name).write_bytes(b"x")
    assert len(outbox.list()) == len(outbox.waiting()) == 1
    assert len(names(folder / "new")) == 5


def test_an_outbox_that_was_never_used_is_empty_and_makes_nothing(outbox, folder):
    assert outbox.list() == outbox.waiting() == outbox.troubles() == ()
    assert not folder.exists()


def test_part_files_of_a_sudden_end_are_told_after_36_hours_and_not_deleted(outbox, folder, hands):
    outbox.keep(a_report())
    part = folder / "tmp" / "x.part"
    part.write_bytes(b"half")
    at = START.timestamp()
    os.utime(part, (at, at))
    hands.move(hours=35)
    assert outbox.troubles() == ()
    hands.move(hours=2)
    (told,) = outbox.troubles()
    assert told == (
        f"1 report was being written in {folder / 'tmp'} when the computer went off; nobody was "
        "told that it was kept."
    )
    assert part.exists()


FORBIDDEN = (
    "LibDesk may not write to the folder {folder}; nothing was lost: your words are still here. "
    "Copy or print them, and ask IT to open that folder for writing."
)
GONE = (
    "The folder {folder} is not there; nothing was lost: your words are still here. Copy or print "
    "them, and tell IT."
)
TOO_LONG = (
    "The path of the folder {folder} is too long for this computer; nothing was lost: your words "
    "are still here. Copy or print them, and tell IT."
)
FAILED = (
    "The disk did not take the report (Input/output error); nothing was lost: your words are still "
    "here. Try again, or copy or print them."
)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.ENOSPC, DISK_FULL),
        (errno.EDQUOT, DISK_FULL),
        (errno.EROFS, FORBIDDEN),
        (errno.EACCES, FORBIDDEN),
        (errno.ENOENT, GONE),
        (errno.ENAMETOOLONG, TOO_LONG),
        (errno.EIO, FAILED),
    ],
)
def test_b11_b12_each_cause_has_its_own_sentence(folder, hands, code, told):
    outbox = FileOutbox(
        folder, lasts=True, now=hands, disk=FaultyDisk(lambda call, _: code * (call == "write"))
    )
    with pytest.raises(Unavailable) as caught:
        outbox.keep(a_report())
    assert caught.value.sentence == told.format(folder=folder)
    assert outbox.list() == ()
    assert names(folder / "tmp") == []


def test_pictures_that_cannot_travel_are_refused_before_anything_is_kept(outbox, folder):
    heavy = tuple(Picture(str(n), "image/png", b"x" * 11_000_000) for n in range(3))
    with pytest.raises(Refusal) as caught:
        outbox.keep(a_report(pictures=heavy))
    assert caught.value.field == "pictures"
    assert caught.value.sentence.startswith("The pictures have 33 MB together")
    assert not folder.exists()


def test_a_disk_of_its_own_that_is_away_is_not_written_beside(tmp_path, hands):
    folder = tmp_path / "stick" / "outbox"
    outbox = FileOutbox(folder, lasts=True, now=hands, makes_parents=False)
    with pytest.raises(Unavailable) as caught:
        outbox.keep(a_report())
    assert caught.value.sentence.startswith(f"The folder {folder} is not there")
    assert names(tmp_path) == []
    folder.parent.mkdir()
    outbox.keep(a_report())
    assert len(outbox.list()) == 1


def test_a_copy_left_in_an_earlier_state_does_not_count_twice(outbox, folder):
    report = a_report()
    outbox.keep(report)
    early = (folder / "new" / f"{report.id}.report").read_bytes()
    outbox.mark_handed_over(report.id, START)
    (folder / "new" / f"{report.id}.report").write_bytes(early)
    assert [kept.progress for kept in outbox.list()] == [Progress.HANDED_OVER]
    assert outbox.waiting() == (report.id,)


@pytest.mark.parametrize("at", [datetime(1969, 1, 1, tzinfo=UTC), datetime(2900, 1, 1, tzinfo=UTC)])
def test_b13_no_clock_keeps_a_report_from_being_handed_over(outbox, at):
    report = a_report()
    outbox.keep(report)
    outbox.mark_handed_over(report.id, at)
    assert outbox.progress(report.id)[0] is Progress.HANDED_OVER
    assert outbox.list()[0].progress is Progress.HANDED_OVER


def test_b83_a_path_with_every_kind_of_sign_works(tmp_path, hands):
    folder = tmp_path / "Bücherei 📚 ö" / ("x" * 100) / ("y" * 100) / "outbox"
    outbox = FileOutbox(folder, lasts=True, now=hands)
    outbox.keep(a_report())
    assert len(outbox.list()) == 1


def test_two_processes_may_move_the_same_report(folder, hands):
    one, other = (FileOutbox(folder, lasts=True, now=hands) for _ in range(2))
    reports = [a_report(number) for number in range(40)]
    for report in reports:
        one.keep(report)

    def mark_all(outbox):
        for report in reports:
            outbox.mark_handed_over(report.id, START)

    with ThreadPoolExecutor(4) as pool:
        marking = [pool.submit(mark_all, outbox) for outbox in (one, other) * 2]
        seen = [len(one.list()) for _ in range(20)]
    assert [mark.result() for mark in marking] == [None] * 4
    assert set(seen) == {40}
    assert all(one.progress(report.id)[0] is Progress.HANDED_OVER for report in reports)


def test_a_report_that_moves_on_just_before_it_is_read_is_read_where_it_is_now(
    folder, hands, monkeypatch
):
    outbox = FileOutbox(folder, lasts=True, now=hands)
    report = a_report()
    outbox.keep(report)
    wanted = outbox.envelope(report.id)
    really_open = os.open
    steps = ["handed", "arrived"]

    def open_late(path, *arguments, **more):
        if steps and str(path).endswith(".report"):
            target = folder / steps.pop(0) / path.name
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
        return really_open(path, *arguments, **more)

    monkeypatch.setattr(os, "open", open_late)
    assert outbox.envelope(report.id) == wanted
    assert not steps


def test_a_damaged_report_that_moves_on_just_before_it_is_read_is_set_aside_from_there(
    folder, hands, monkeypatch
):
    outbox = FileOutbox(folder, lasts=True, now=hands)
    report = a_report()
    outbox.keep(report)
    (folder / "new" / f"{report.id}.report").write_bytes(b"{}")
    really_open = os.open
    steps = ["handed"]

    def open_late(path, *arguments, **more):
        if steps and str(path).endswith(".report"):
            target = folder / steps.pop() / path.name
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
        return really_open(path, *arguments, **more)

    monkeypatch.setattr(os, "open", open_late)
    with pytest.raises(Unavailable, match="was set aside"):
        outbox.envelope(report.id)
    assert not steps
    assert f"{report.id}.report" in names(folder / "damaged")
    assert names(folder / "handed") == []


@pytest.mark.alone
def test_2000_reports_are_listed_within_the_time_of_reading_them(outbox, folder):
    outbox.keep(a_report(saw="word " * 100))
    first = next((folder / "new").iterdir())
    for number in range(2000):
        report = a_report(number, saw="word " * 100, pictures=(Picture("a", "b", b"x" * 20_000),))
        content = first.read_bytes().split(b"\n", 1)[0] + b"\n" + envelope.encode(report, bytes(32))
        (folder / "new" / f"{report.id}.report").write_bytes(content)
    begin = time.perf_counter()
    for path in (folder / "new").iterdir():
        path.read_bytes()
    reading = time.perf_counter() - begin
    begin = time.perf_counter()
    assert len(outbox.list()) == 2001
    assert time.perf_counter() - begin < 20 * reading + 1
    begin = time.perf_counter()
    assert len(outbox.waiting()) == 2001
    assert time.perf_counter() - begin < 10 * reading + 0.5


BUSY_FULL = (
    "The disk is full. The reports kept on this computer are safe; free some space, and they go on."
)
BUSY_FORBIDDEN = (
    "LibDesk may not use the folder {folder}. The reports kept there are safe; ask IT to open it "
    "for reading and writing."
)
BUSY_FAILED = (
    "The folder {folder} can't be used just now (Input/output error). Nothing was deleted; LibDesk "
    "tries again."
)


@pytest.mark.parametrize(
    ("code", "told"),
    [(errno.ENOSPC, BUSY_FULL), (errno.EROFS, BUSY_FORBIDDEN), (errno.EIO, BUSY_FAILED)],
)
def test_a_step_that_cannot_be_noted_is_told_and_can_be_repeated(folder, hands, code, told):
    disk = FaultyDisk()
    outbox = FileOutbox(folder, lasts=True, now=hands, disk=disk)
    report = a_report()
    outbox.keep(report)
    proof = sealed(outbox, report.id, a_reply())
    for step in (
        lambda: outbox.mark_handed_over(report.id, START),
        lambda: outbox.add_reply(report.id, proof),
    ):
        for call in ("replace", "sync"):
            disk.plan = only(call, code)
            if call == "sync" and outbox.progress(report.id)[0] is Progress.IN_INBOX:
                continue
            with pytest.raises(Unavailable) as caught:
                step()
            assert caught.value.sentence == told.format(folder=folder)
            disk.plan = nothing
            assert len(outbox.list()) == 1
        step()
    assert outbox.list()[0].replies == (a_reply(),)


def test_words_that_could_not_be_kept_are_fetched_again_though_the_proof_stands(folder, hands):
    disk = FaultyDisk()
    outbox = FileOutbox(folder, lasts=True, now=hands, disk=disk)
    report = a_report()
    outbox.keep(report)
    outbox.mark_handed_over(report.id, START)
    proof = sealed(outbox, report.id, a_reply())
    disk.plan = only("write", errno.ENOSPC)
    with pytest.raises(Unavailable):
        outbox.add_reply(report.id, proof)
    assert outbox.progress(report.id)[0] is Progress.IN_INBOX
    assert outbox.next_reply(report.id) == 1
    disk.plan = nothing
    assert outbox.add_reply(report.id, proof) == a_reply()


def test_a_damaged_file_that_cannot_be_moved_blocks_nothing(folder, hands):
    disk = FaultyDisk()
    outbox = FileOutbox(folder, lasts=True, now=hands, disk=disk)
    bad, good = a_report(), a_report()
    for report in (bad, good):
        outbox.keep(report)
    (folder / "new" / f"{bad.id}.report").write_bytes(b"x")
    disk.plan = lambda _call, _path: errno.EROFS
    assert [kept.report.id for kept in outbox.list()] == [good.id]
    assert names(folder / "new") == sorted(f"{one.id}.report" for one in (bad, good))


def test_a_report_that_moves_on_while_it_is_listed_is_in_every_list(outbox):
    count = 150
    ids = [new_id() for _ in range(count)]
    for one in ids:
        outbox.keep(a_report(id=one))

    def move_on():
        for one in ids:
            outbox.mark_handed_over(one, START)

    with ThreadPoolExecutor(1) as mover:
        moving = mover.submit(move_on)
        while not moving.done():
            assert len(outbox.list()) == count
        moving.result()
    assert {kept.progress for kept in outbox.list()} == {Progress.HANDED_OVER}
