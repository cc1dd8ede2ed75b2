"""The whole line on real files: filed, kept, handed over, collected, answered, read."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from libdesk import settings
from libdesk.delivery import envelope, ways
from libdesk.domain.problems import Progress, ReplyKind, State
from libdesk.paths import DataFolder
from libdesk.settings import Site
from tests.delivery.corner import Corner, a_full_report, a_report, modes, names, raw


def file_many(corner: Corner, count: int = 50):
    reports = [a_report(number, saw=f"Secret words {number}") for number in range(count)]
    for report in reports:
        corner.staff.outbox.keep(report)
    return reports


def counts(round_) -> tuple[int, int, int, int]:
    return round_.incoming, round_.new, round_.again, round_.set_aside


def titles(corner: Corner) -> list[str]:
    return sorted(one.report.title for one in corner.database.tables.problems.values())


def drop_again(corner: Corner, *, rename: bool) -> None:
    for number, path in enumerate((corner.share / "done").iterdir()):
        name = f"holiday {number} - Copy.json" if rename else path.name
        shutil.copy(path, corner.share / "new" / name)


def test_50_filed_are_50_new_and_the_same_50_dropped_again_are_50_again(corner):
    corner.meet()
    reports = file_many(corner)
    sent = corner.deliver()
    assert (sent.kept, sent.handed_over, sent.why) == (0, 50, "")
    assert counts(corner.collect()) == (50, 50, 0, 0)
    for rename in (False, True):
        drop_again(corner, rename=rename)
        found = len(names(corner.share / "new"))
        assert counts(corner.collect()) == (found, 0, found, 0)
    assert titles(corner) == sorted(report.title for report in reports)
    assert names(corner.share / "new") == names(corner.share / "cur") == []
    assert names(corner.share / "quarantine") == []


def test_one_computer_alone_needs_nothing_set_up(tmp_path, hands):
    corner = Corner(tmp_path, hands)
    data = corner.desk_data
    site = Site(branch="CEN")
    corner.desk_site = site
    staff = ways.staff_ways(data, site, now=hands)
    report = a_full_report()
    staff.outbox.keep(report)
    assert corner.deliver(staff).handed_over == 1
    assert counts(corner.collect()) == (1, 1, 0, 0)
    assert corner.database.tables.problems[report.id].report == report
    corner.deliver(staff)
    assert staff.outbox.list()[0].progress is Progress.IN_INBOX
    assert staff.outbox.list()[0].replies[0].kind is ReplyKind.RECEIVED


def test_an_answer_comes_back_to_the_computer_that_asked_and_to_no_other(corner, tmp_path):
    corner.meet()
    (report,) = file_many(corner, 1)
    corner.deliver()
    corner.collect()
    inbox = corner.desk()
    problem = inbox.get(report.id)
    inbox.answer(report.id, "Try the zebra tray, please.", version=problem.version)
    corner.hands.move(seconds=16)
    corner.collect()

    other = corner.open_staff(DataFolder(tmp_path / "other"))
    other.outbox.keep(a_report())
    corner.deliver(other)
    corner.collect()

    lying = raw(corner.share)
    for words in (b"zebra", b"Secret words", report.title.encode(), b"Robin"):
        assert words not in lying
    for content in (corner.share / "replies").glob(f"{report.id}.*"):
        (other_report,) = other.outbox.list()
        assert other.outbox.add_reply(other_report.report.id, content.read_bytes()) is None
    assert b"zebra" not in raw(tmp_path / "other")

    corner.deliver()
    (kept,) = corner.staff.outbox.list()
    assert kept.progress is Progress.IN_INBOX
    assert [(reply.number, reply.text) for reply in kept.replies] == [
        (1, ""),
        (2, "Try the zebra tray, please."),
    ]
    assert kept.replies[1].by == "Robin"
    assert kept.replies[1].state is State.SEEN


def test_an_answer_that_was_taken_back_leaves_no_gap(corner):
    corner.meet()
    (report,) = file_many(corner, 1)
    corner.deliver()
    corner.collect()
    inbox = corner.desk()
    taken = inbox.answer(report.id, "No!", version=inbox.get(report.id).version)
    inbox.take_back(report.id, taken.reply)
    inbox.answer(report.id, "Yes.", version=inbox.get(report.id).version)
    corner.hands.move(seconds=16)
    corner.collect()
    corner.deliver()
    (kept,) = corner.staff.outbox.list()
    assert [reply.text for reply in kept.replies] == ["", "Yes."]


def test_with_the_share_away_reports_are_kept_then_delivered_once(corner):
    corner.meet()
    corner.staff.board.latest()
    corner.share.rename(corner.root / "away")
    reports = file_many(corner, 5)
    sent = corner.deliver()
    assert (sent.kept, sent.handed_over) == (5, 0)
    assert sent.why == (
        f"The shared folder {corner.share} can't be reached. Reports stay where they are and go on "
        "when it is back."
    )
    round_ = corner.collect()
    assert counts(round_) == (0, 0, 0, 0)
    assert round_.troubles == (sent.why,)

    corner.staff = corner.open_staff()  # the form is closed and opened again
    (corner.root / "away").rename(corner.share)
    assert corner.deliver().handed_over == 5
    assert corner.deliver().handed_over == 0
    assert counts(corner.collect()) == (5, 5, 0, 0)
    corner.hands.move(minutes=30)
    assert corner.deliver().handed_over == 0
    assert counts(corner.collect()) == (0, 0, 0, 0)
    assert titles(corner) == sorted(report.title for report in reports)


def test_an_empty_place_where_the_share_was_takes_nothing(corner):
    corner.meet()
    corner.staff.board.latest()
    corner.share.rename(corner.root / "away")
    corner.share.mkdir()
    file_many(corner, 1)
    assert corner.deliver().kept == 1
    assert counts(corner.collect()) == (0, 0, 0, 0)
    assert names(corner.share) == []
    corner.share.rmdir()
    (corner.root / "away").rename(corner.share)
    assert corner.deliver().handed_over == 1
    assert counts(corner.collect()) == (1, 1, 0, 0)


def test_a_report_that_vanished_on_the_way_is_handed_over_again_and_counts_once(corner):
    corner.meet()
    (report,) = file_many(corner, 1)
    corner.deliver()
    (corner.share / "new" / f"{report.id}.json").unlink()
    corner.hands.move(minutes=5)
    assert corner.deliver().handed_over == 0
    corner.hands.move(minutes=6)
    assert corner.deliver().handed_over == 1
    assert counts(corner.collect()) == (1, 1, 0, 0)


def test_a_confirmation_that_was_lost_is_written_again(corner):
    corner.meet()
    file_many(corner, 1)
    corner.deliver()
    corner.collect()
    for path in (corner.share / "replies").iterdir():
        path.unlink()
    corner.hands.move(minutes=11)
    assert corner.deliver().handed_over == 1
    assert counts(corner.collect()) == (1, 0, 1, 0)
    corner.deliver()
    assert corner.staff.outbox.waiting() == ()


def test_a_report_waits_for_the_key_and_then_goes_by_itself(corner):
    file_many(corner, 2)
    assert corner.deliver().kept == 2
    corner.meet()
    assert corner.deliver().handed_over == 2
    assert counts(corner.collect()) == (2, 2, 0, 0)
    noted = settings.load(corner.pc.site).site
    identity = corner.database.tables.keys[2]
    assert (noted.seal_key, noted.verify_key) == (identity.seal_key, identity.verify_key)


def test_another_desk_on_the_share_gets_nothing_from_a_computer_that_knows_its_desk(
    corner, tmp_path
):
    corner.meet()
    file_many(corner, 1)
    corner.deliver()
    corner.collect()
    (tmp_path / "b").mkdir()
    thief = Corner(tmp_path / "b", corner.hands)
    thief.share, thief.desk_site = corner.share, corner.desk_site
    corner.hands.move(hours=1)
    thief.meet()
    corner.staff = corner.open_staff()
    file_many(corner, 1)
    corner.deliver()
    assert counts(thief.collect()) == (1, 0, 0, 1)
    (why,) = (corner.share / "quarantine").glob("*.why.txt")
    assert "sealed for another desk" in why.read_text()


def test_the_same_id_with_other_words_is_set_aside_and_the_first_stays(corner):
    corner.meet()
    (report,) = file_many(corner, 1)
    corner.deliver()
    corner.collect()
    other = envelope.encode(replace(report, saw="Forged"), bytes(32))
    (corner.share / "new" / "x.json").write_bytes(other)
    assert counts(corner.collect()) == (1, 0, 0, 1)
    stored = corner.database.tables.problems[report.id].report
    assert stored.saw == report.saw
    (why,) = (corner.share / "quarantine").glob("*.why.txt")
    assert report.number in why.read_text()


def test_restarts_between_every_step_lose_and_double_nothing(corner):
    corner.meet()
    reports = file_many(corner, 3)
    for _ in range(4):
        corner.staff = corner.open_staff()
        corner.deliver()
        corner.collect()
        corner.hands.move(minutes=15)
    assert titles(corner) == sorted(report.title for report in reports)
    corner.staff = corner.open_staff()
    assert {kept.progress for kept in corner.staff.outbox.list()} == {Progress.IN_INBOX}


def test_everything_on_disk_is_private(corner, tmp_path):
    corner.meet()
    file_many(corner, 2)
    corner.deliver()
    (corner.share / "new" / "bad.json").write_bytes(b"{}")
    (corner.share / "new" / "bad.json").chmod(0o600)
    corner.collect()
    corner.deliver()
    corner.staff.board.latest()
    assert modes(tmp_path) == {("folder", 0o700), ("file", 0o600)}


def test_no_words_of_a_report_stand_in_a_name_a_reason_or_the_bulletin(corner):
    corner.meet()
    report = a_report(saw="ZZPATRON-7731", title="ZZPATRON-7731")
    corner.staff.outbox.keep(report)
    corner.deliver()
    corner.collect()
    lying = raw(corner.share)
    assert b"ZZPATRON" not in lying
    plain = envelope.encode(a_report(saw="ZZPATRON-7731"), bytes(32))
    (corner.share / "new" / "a.json").write_bytes(plain.replace(b"7731", b"7732"))
    corner.collect()
    (why,) = (corner.share / "quarantine").glob("*.why.txt")
    assert "ZZPATRON" not in why.read_text()
    assert b"ZZPATRON" not in raw(corner.share / "bulletin")


@pytest.mark.parametrize("count", [10_000])
def test_a_folder_of_10000_files_is_collected_without_listing_it_over_and_over(
    corner, count, tmp_path
):
    corner.meet()
    new = corner.share / "new"
    for number in range(count):
        (new / f"{number}.json").write_bytes(envelope.encode(a_report(number), bytes(32)))
    reader = corner.reader()
    found = 0
    arrivals = reader.arrivals()
    batch = []
    for arrival in arrivals:
        assert arrival.report is not None
        batch.append(arrival)
        if len(batch) == 25:
            reader.done(batch)
            found += len(batch)
            batch.clear()
    assert found == count
    assert sum(1 for _ in Path(corner.share / "done").iterdir()) == count
