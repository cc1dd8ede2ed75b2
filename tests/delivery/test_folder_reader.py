"""The reader: every file is judged by its content, each counts once, and none is ever deleted."""

import errno
import json
import os
from datetime import timedelta

import pytest

from libdesk.delivery import drop, envelope, folders, replies, sealing
from libdesk.delivery.canonical import content_hash
from libdesk.delivery.folder_reader import FolderReader
from libdesk.domain.bulletin import Bulletin
from libdesk.domain.problems import Picture, Reply, ReplyKind, State
from libdesk.services.errors import Unavailable
from tests.delivery.corner import a_full_report, a_report, modes, names, raw
from tests.delivery.faulty import FaultyDisk
from tests.services.fakes import START

FOREIGN_KEY = (
    "It can't be opened with this desk's key: it was sealed for another desk, or changed on the "
    "way."
)
HALF = "It is damaged or was not written to its end."


@pytest.fixture(scope="module")
def keys():
    return sealing.make_keys()


@pytest.fixture
def share(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir(mode=0o700)
    return folder


class Pauses:
    """Counts the pauses, and does what may happen in one."""

    def __init__(self):
        self.count = 0
        self.then = lambda: None

    def __call__(self, _seconds):
        self.count += 1
        self.then()


@pytest.fixture
def pauses():
    return Pauses()


@pytest.fixture
def reader(share, keys, hands, pauses):
    made = FolderReader(
        share, name="share", secrets=keys[:2], now=hands, host="it-pc", pause=pauses
    )
    assert list(made.arrivals()) == []  # the folders are laid out
    return made


def sealed(keys, report) -> bytes:
    _, reply_key = sealing.make_reply_keys()
    return drop.wrap(sealing.seal(envelope.encode(report, reply_key), keys[2].seal_key))


def put(share, name: str, content: bytes, *, age: float = 3600) -> None:
    path = share / "new" / name
    path.write_bytes(content)
    at = START.timestamp() - age
    os.utime(path, (at, at))


def quarantined(reader, share) -> dict[str, str]:
    """Set aside what cannot be read; return the reasons by name."""
    for arrival in reader.arrivals():
        assert arrival.report is None
        reader.set_aside(arrival, arrival.reason)
    lying = names(share / "quarantine")
    assert names(share / "cur") == names(share / "new") == []
    return {
        name: (share / "quarantine" / f"{name}.why.txt").read_text().strip()
        for name in lying
        if not name.endswith(".why.txt")
    }


def test_a_report_arrives_whole(reader, share, keys):
    report = a_full_report()
    put(share, f"{report.id}.json", sealed(keys, report))
    (arrival,) = reader.arrivals()
    assert arrival.report == report
    assert arrival.reason == ""
    assert len(arrival.content_hash) == 64
    assert len(arrival.reply_key) == 32


def test_a_file_is_claimed_then_done_under_its_own_name(reader, share, keys):
    report = a_report()
    put(share, f"{report.id}.json", sealed(keys, report))
    (arrival,) = reader.arrivals()
    assert names(share / "new") == []
    (claim,) = names(share / "cur")
    assert claim.startswith(f"{report.id}.json.it-pc.")
    reader.done([arrival])
    assert names(share / "cur") == []
    assert names(share / "done") == [f"{report.id}.json"]


def test_the_same_name_a_second_time_deletes_nothing(reader, share, keys):
    report = a_report()
    for _ in range(3):
        put(share, f"{report.id}.json", sealed(keys, report))
        reader.done(list(reader.arrivals()))
    assert len(names(share / "done")) == 3
    for _ in range(2):
        put(share, "x.json", b"{")
        for arrival in reader.arrivals():
            reader.set_aside(arrival, arrival.reason)
    assert len(names(share / "quarantine")) == 4


def test_the_oldest_comes_first(reader, share, keys):
    reports = [a_report(number) for number in range(5)]
    for number, report in enumerate(reports):
        put(share, f"{report.id}.json", sealed(keys, report), age=1000 - number)
    assert [arrival.report.title for arrival in reader.arrivals()] == [
        f"Report {number}" for number in range(5)
    ]


def test_arrivals_come_one_at_a_time(reader, share, keys):
    for _ in range(3):
        report = a_report()
        put(share, f"{report.id}.json", sealed(keys, report))
    arrivals = reader.arrivals()
    next(arrivals)
    assert len(names(share / "new")) == 2


def test_what_a_crash_left_claimed_is_taken_up_again(reader, share, keys):
    report = a_report()
    put(share, f"{report.id}.json", sealed(keys, report))
    assert len(list(reader.arrivals())) == 1
    (arrival,) = reader.arrivals()  # nothing was done with the first: the desk fell over
    assert arrival.report == report
    reader.done([arrival])
    assert names(share / "done") == [f"{report.id}.json"]


def test_another_desks_claim_is_left_alone_until_that_desk_is_gone(
    reader, share, keys, hands, pauses
):
    report = a_report()
    put(share, f"{report.id}.json", sealed(keys, report))
    other = FolderReader(
        share, name="share", secrets=keys[:2], now=hands, host="it-pc-2", pause=pauses
    )
    assert len(list(other.arrivals())) == 1
    assert list(reader.arrivals()) == []
    hands.move(hours=25)
    (arrival,) = reader.arrivals()
    assert arrival.report == report
    reader.done([arrival])
    assert names(share / "done") == [f"{report.id}.json"]
    assert list(other.arrivals()) == []


def test_of_two_desks_one_gets_each_file(share, keys, hands, pauses, reader):
    reports = [a_report() for _ in range(30)]
    for report in reports:
        put(share, f"{report.id}.json", sealed(keys, report))
    other = FolderReader(
        share, name="share", secrets=keys[:2], now=hands, host="other", pause=pauses
    )
    got = []
    first, second = reader.arrivals(), other.arrivals()
    for one in first:
        got += [one.report, *(two.report for two in [next(second, None)] if two)]
    assert sorted(report.id for report in got if report) == sorted(one.id for one in reports)


@pytest.mark.parametrize(
    "name",
    [
        "~$x.json",
        ".DS_Store",
        "._x.json",
        "Thumbs.db",
        "THUMBS.DB",
        "desktop.ini",
        ".hidden",
        "x.json.part",
        "x.tmp",
        "X.TMP",
    ],
)
def test_junk_is_left_where_it_lies(reader, share, name):
    put(share, name, b"junk")
    assert list(reader.arrivals()) == []
    assert names(share / "new") == [name]


def test_folders_in_new_are_left_alone(reader, share):
    (share / "new" / "older").mkdir()
    assert list(reader.arrivals()) == []


# B82, the shared folder.


def test_b82_a_half_written_file(reader, share, keys):
    put(share, "a.json", sealed(keys, a_report())[:-40])
    assert quarantined(reader, share) == {"a.json": HALF}


def test_b82_an_empty_file_and_one_of_zeros(reader, share):
    put(share, "a.json", b"")
    put(share, "b.json", b"\0" * 5000)
    assert quarantined(reader, share) == {"a.json": "It is empty.", "b.json": "It is empty."}


def test_b82_a_file_with_a_wrong_hash(reader, share):
    content = envelope.encode(a_report(saw="fine"), bytes(32)).replace(b"fine", b"ruin")
    put(share, "a.json", content)
    assert quarantined(reader, share) == {
        "a.json": "Its words are not those that were sent: its check sum is wrong."
    }


def test_b82_a_file_of_100_mb_is_not_read(reader, share):
    with (share / "new" / "a.json").open("wb") as stream:
        stream.truncate(100_000_000)
    assert quarantined(reader, share) == {
        "a.json": "It has 100 MB, and a report has at most 60 MB; it was not read."
    }


def test_b82_a_copy_by_hand_is_the_same_report(reader, share, keys):
    report = a_report()
    content = sealed(keys, report)
    for name in (f"{report.id}.json", f"{report.id} - Copy.json", "holiday.txt", "no-ending"):
        put(share, name, content)
    arrivals = list(reader.arrivals())
    assert [arrival.report for arrival in arrivals] == [report] * 4
    assert len({arrival.content_hash for arrival in arrivals}) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'{"openapi": "3.1.0", "paths": {}}', "It is not a LibDesk report."),
        (b'{"libdesk": "bulletin", "version": 1}', "It is not a LibDesk report."),
        (b"[1, 2, 3]", "It is not a LibDesk file."),
        (
            b'{"libdesk": "envelope", "version": 2}',
            "It was written by a newer LibDesk. Update this one, then it can be read.",
        ),
        (
            b'{"libdesk": "envelope", "version": 1, "sealed": "%%%"}',
            'In the envelope, "sealed" is damaged.',
        ),
        (
            b'{"libdesk": "envelope", "version": 1, "sealed": ""}',
            FOREIGN_KEY,
        ),
        (b"{" * 300_000, HALF),
        (b'{"a":' * 300_000, "It is nested deeper than any report."),
        (b"PK\x03\x04" + bytes(100), HALF),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), HALF),
        ('{"libdesk": "réport"}'.encode("utf-16"), HALF),
    ],
)
def test_b82_a_foreign_schema_is_told_by_its_reason(reader, share, content, why):
    put(share, "a.json", content)
    assert quarantined(reader, share) == {"a.json": why}


def test_b82_an_id_that_is_no_random_one(reader, share):
    document = json.loads(envelope.encode(a_report(), bytes(32)))
    document["report"]["id"] = "00000000-0000-1000-8000-000000000001"
    document["sha256"] = content_hash(document["report"])
    put(share, "a.json", json.dumps(document).encode())
    assert quarantined(reader, share) == {"a.json": 'In the report, "id" is not a random id.'}


def test_b82_names_that_differ_in_case_only(reader, share, keys):
    report = a_report()
    for name in (f"{report.id}.json", f"{report.id}.JSON".upper()):
        put(share, name, sealed(keys, report))
    arrivals = list(reader.arrivals())
    assert [arrival.report for arrival in arrivals] == [report, report]
    reader.done(arrivals)
    assert len(names(share / "done")) == 2


def test_b82_a_missing_folder_is_no_empty_one(share, keys, hands, reader):
    share.rename(share.with_name("away"))
    with pytest.raises(Unavailable) as caught:
        list(reader.arrivals())
    assert caught.value.sentence == (
        f"The shared folder {share} can't be reached. Reports stay where they are and go on when "
        "it is back."
    )
    assert not share.exists()


def test_b82_a_share_that_goes_away_in_the_middle(share, keys, reader):
    for _ in range(3):
        report = a_report()
        put(share, f"{report.id}.json", sealed(keys, report))
    arrivals = reader.arrivals()
    next(arrivals)
    share.rename(share.with_name("away"))
    with pytest.raises(Unavailable, match="can't be reached"):
        list(arrivals)
    share.with_name("away").rename(share)
    assert len(list(reader.arrivals())) == 3


def test_b82_a_share_that_goes_away_while_it_is_laid_out_gets_no_look_alike(share, keys, hands):
    class Leaving(FaultyDisk):
        def sync_folder(self, folder):
            super().sync_folder(folder)
            if share.exists():
                share.rename(share.with_name("away"))

    leaving = FolderReader(
        share, name="share", secrets=keys[:2], now=hands, host="it-pc", disk=Leaving()
    )
    with pytest.raises(Unavailable, match="can't be reached"):
        list(leaving.arrivals())
    assert not share.exists()


def test_b82_an_empty_folder_where_the_share_was(share, keys, hands, tmp_path):
    memory = drop.Memory(tmp_path / "data" / "shares.json", FaultyDisk())
    reader = FolderReader(
        share, name="share", secrets=keys[:2], now=hands, host="it-pc", memory=memory
    )
    assert list(reader.arrivals()) == []
    share.rename(share.with_name("away"))
    share.mkdir()
    with pytest.raises(Unavailable) as caught:
        list(reader.arrivals())
    assert "is there but empty, so it is probably not connected" in caught.value.sentence
    assert names(share) == []


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_b82_a_read_only_share_is_told(share, keys, hands, reader, code):
    report = a_report()
    put(share, f"{report.id}.json", sealed(keys, report))
    disk = FaultyDisk(lambda call, _path: code * (call == "replace"))
    refused = FolderReader(
        share, name="share", secrets=keys[:2], now=hands, host="it-pc", disk=disk
    )
    with pytest.raises(Unavailable) as caught:
        list(refused.arrivals())
    assert caught.value.sentence.startswith(
        f"LibDesk may not take files out of the shared folder {share}"
    )
    assert names(share / "new") == [f"{report.id}.json"]


def test_b82_bad_ones_among_good_ones_hold_nobody_up(reader, share, keys):
    reports = [a_report(number) for number in range(20)]
    for number, report in enumerate(reports):
        put(share, f"{report.id}.json", sealed(keys, report), age=100 - number)
        put(share, f"bad {number}.json", sealed(keys, report)[: number * 7], age=100 - number)
    arrivals = list(reader.arrivals())
    assert [one.report.id for one in arrivals if one.report] == [one.id for one in reports]
    assert sum(one.report is None for one in arrivals) == 20


def test_links_pipes_and_devices_are_never_opened(reader, share, tmp_path):
    outside = tmp_path / "secret.json"
    outside.write_bytes(envelope.encode(a_report(), bytes(32)))
    (share / "new" / "link.json").symlink_to(outside)
    (share / "new" / "broken.json").symlink_to(tmp_path / "nothing")
    os.mkfifo(share / "new" / "pipe.json")
    expected = {"broken.json", "link.json", "pipe.json"}
    if os.getuid() == 0:
        os.mknod(share / "new" / "zero.json", 0o600 | 0o020000, os.makedev(1, 5))
        expected.add("zero.json")
    for arrival in reader.arrivals():
        assert arrival.reason == (
            "It is not an ordinary file (a link, a pipe or a device), so it was not opened."
        )
        reader.set_aside(arrival, arrival.reason)
    lying = {name for name in names(share / "quarantine") if not name.endswith(".why.txt")}
    assert lying == expected
    assert outside.exists()


@pytest.mark.parametrize(
    "name",
    ["x" * 250, "ü" * 120 + ".json", "a\nb.json", "a b'c\".json", "-rf", "CON", "x.", "印刷.json"],
)
def test_no_name_keeps_a_report_from_arriving(reader, share, keys, name):
    report = a_report()
    put(share, name, sealed(keys, report))
    (arrival,) = reader.arrivals()
    assert arrival.report == report
    reader.done([arrival])
    assert len(names(share / "done")) == 1
    put(share, name, b"{}")
    assert len(quarantined(reader, share)) == 1


def test_a_name_in_no_encoding_keeps_no_report_from_arriving(reader, share, keys):
    report = a_report()
    path = os.fsencode(share / "new") + b"/\xff\xfe.json"
    with open(path, "wb") as stream:  # noqa: PTH123 - a Path cannot name it
        stream.write(sealed(keys, report))
    (arrival,) = reader.arrivals()
    assert arrival.report == report
    reader.done([arrival])
    assert names(share / "done") == [os.fsdecode(b"\xff\xfe.json")]


def test_a_young_file_that_has_stopped_growing_is_judged_in_the_same_round(reader, share, pauses):
    put(share, "a.json", b'{"half', age=5)
    assert quarantined(reader, share) == {"a.json": HALF}
    assert pauses.count == 1


def test_a_young_file_that_still_grows_is_left_for_the_next_round(reader, share, keys, pauses):
    report = a_report()
    content = sealed(keys, report)
    put(share, "a.json", content[:100], age=5)
    with (share / "new" / "a.json").open("ab") as stream:

        def copies_on():
            stream.write(content[100:])
            stream.flush()

        pauses.then = copies_on
        assert list(reader.arrivals()) == []
    (arrival,) = reader.arrivals()
    assert arrival.report == report


def test_an_old_file_and_one_of_another_kind_need_no_pause(reader, share, pauses):
    put(share, "a.json", b"{")
    put(share, "b.json", b"{}", age=5)
    assert len(quarantined(reader, share)) == 2
    assert pauses.count == 0


def test_a_file_from_the_future_is_judged_at_once(reader, share, pauses):
    put(share, "a.json", b"{", age=-timedelta(days=900).total_seconds())
    assert len(quarantined(reader, share)) == 1
    assert pauses.count == 0


def test_what_cannot_be_moved_is_found_again_and_nothing_is_raised(share, keys, hands, reader):
    report = a_report()
    put(share, f"{report.id}.json", sealed(keys, report))
    put(share, "bad.json", b"{}")
    disk = FaultyDisk()
    stuck = FolderReader(share, name="s", secrets=keys[:2], now=hands, host="it-pc", disk=disk)
    arrivals = list(stuck.arrivals())
    disk.plan = lambda _call, _path: errno.EACCES
    for arrival in arrivals:
        if arrival.report:
            stuck.done([arrival])
        else:
            stuck.set_aside(arrival, arrival.reason)
    disk.plan = lambda _call, _path: 0
    assert len(list(stuck.arrivals())) == 2


def test_modes_are_private(reader, share, keys):
    report = a_report()
    put(share, f"{report.id}.json", sealed(keys, report))
    put(share, "bad.json", b"{}")
    for path in (share / "new").iterdir():
        path.chmod(0o600)
    for arrival in reader.arrivals():
        if arrival.report:
            reader.done([arrival])
            reader.reply(report.id, arrival.reply_key, Reply(1, ReplyKind.RECEIVED, START))
        else:
            reader.set_aside(arrival, arrival.reason)
    reader.publish(Bulletin(START, START))
    assert modes(share) == {("folder", 0o700), ("file", 0o600)}


def test_a_message_opens_with_the_reports_key_only(reader, share):
    private, public = sealing.make_reply_keys()
    report = a_report()
    reply = Reply(3, ReplyKind.ANSWER, START, "Try tray two.", "Robin", State.SEEN)
    reader.reply(report.id, public, reply)
    assert names(share / "replies") == [f"{report.id}.3.sealed"]
    content = (share / "replies" / f"{report.id}.3.sealed").read_bytes()
    assert b"tray" not in raw(share)
    opened = sealing.Opener(private).open(content)
    assert opened is not None
    assert replies.decode(opened, report.id) == reply
    other, _ = sealing.make_reply_keys()
    assert sealing.Opener(other).open(content) is None


def test_a_forged_key_or_a_folder_in_the_way_holds_no_other_message_up(reader, share):
    report = a_report()
    reader.reply(report.id, bytes(32), Reply(1, ReplyKind.RECEIVED, START))
    assert names(share / "replies") == []
    (share / "replies" / f"{report.id}.1.sealed").mkdir()
    _, public = sealing.make_reply_keys()
    reader.reply(report.id, public, Reply(1, ReplyKind.RECEIVED, START))
    reader.reply(report.id, public, Reply(2, ReplyKind.RECEIVED, START))
    assert names(share / "replies") == [f"{report.id}.{n}.sealed" for n in (1, 2)]


def test_a_group_folder_lays_out_for_the_group(tmp_path, keys, hands):
    share = tmp_path / "group"
    share.mkdir()
    share.chmod(0o2770)
    reader = FolderReader(share, name="s", secrets=keys[:2], now=hands, host="it-pc")
    list(reader.arrivals())
    assert {path.stat().st_mode & 0o7777 for path in share.iterdir()} == {0o2770}
    _, public = sealing.make_reply_keys()
    reader.reply(a_report().id, public, Reply(1, ReplyKind.RECEIVED, START))
    assert {path.stat().st_mode & 0o777 for path in (share / "replies").iterdir()} == {0o660}


def test_an_own_folder_is_made_and_a_share_is_not(tmp_path, keys, hands):
    own = FolderReader(
        tmp_path / "a" / "inbox", name="o", secrets=keys[:2], now=hands, host="x", is_local=True
    )
    assert list(own.arrivals()) == []
    assert names(tmp_path / "a" / "inbox") == sorted(drop.FOLDERS)


def test_a_large_report_arrives(reader, share, keys):
    report = a_report(pictures=(Picture("a", "image/png", os.urandom(25_000_000)),))
    put(share, f"{report.id}.json", sealed(keys, report))
    (arrival,) = reader.arrivals()
    assert arrival.report == report


def test_reading_an_ordinary_file_stops_at_the_limit(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    assert folders.read_regular(tmp_path / "a", limit=5) == b"12345"
    with pytest.raises(ValueError, match="larger than 4"):
        folders.read_regular(tmp_path / "a", limit=4)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_message_or_a_bulletin_that_cannot_be_written_is_told(share, keys, hands, reader, code):
    disk = FaultyDisk(lambda call, _path: code * (call == "write"))
    failing = FolderReader(share, name="s", secrets=keys[:2], now=hands, host="x", disk=disk)
    _, public = sealing.make_reply_keys()
    with pytest.raises(Unavailable, match="shared folder"):
        failing.reply(a_report().id, public, Reply(1, ReplyKind.RECEIVED, START))
    with pytest.raises(Unavailable, match="shared folder"):
        failing.publish(Bulletin(START, START))
    assert names(share / "replies") == []
    assert "manifest.json" not in names(share / "bulletin")


def test_claims_that_are_refused_again_and_again_end_the_round_early(share, keys, hands, reader):
    for number in range(60):
        put(share, f"{number}.json", sealed(keys, a_report()))
    disk = FaultyDisk(lambda call, _path: errno.EACCES * (call == "replace"))
    refused = FolderReader(share, name="s", secrets=keys[:2], now=hands, host="x", disk=disk)
    with pytest.raises(Unavailable, match="may not write to the shared folder"):
        list(refused.arrivals())
    assert len([call for call, _ in disk.calls if call == "replace"]) == 25
    assert len(names(share / "new")) == 60


def test_what_a_person_put_among_the_claims_is_taken_up_too(reader, share, keys):
    report = a_report()
    (share / "cur" / "by hand.json").write_bytes(sealed(keys, report))
    (arrival,) = reader.arrivals()
    assert arrival.report == report
    reader.done([arrival])
    assert names(share / "done") == ["by hand.json"]


def test_setting_aside_what_is_gone_does_nothing(reader, share, keys):
    put(share, "a.json", b"{}")
    (arrival,) = reader.arrivals()
    (share / "cur" / arrival.handle).unlink()
    reader.set_aside(arrival, arrival.reason)
    reader.done([arrival])
    assert names(share / "quarantine") == names(share / "done") == []
