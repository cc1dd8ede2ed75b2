"""The courier: what it puts down is sealed, whole and read back, or it says why not."""

import errno
import json
import os
import subprocess
import sys

import pytest

from libdesk.delivery import drop, envelope, sealing
from libdesk.delivery.folder_courier import FolderCourier
from libdesk.services.errors import Unavailable
from tests.delivery.corner import PNG, a_full_report, a_report, modes, names, raw
from tests.delivery.faulty import FaultyDisk

REPLY_KEY = bytes(range(32))
REPORT = a_full_report()
CONTENT = envelope.encode(REPORT, REPLY_KEY)


@pytest.fixture(scope="module")
def keys():
    return sealing.make_keys()


@pytest.fixture
def share(tmp_path):
    folder = tmp_path / "share"
    for name in ("new", "tmp", "replies"):
        (folder / name).mkdir(mode=0o700, parents=True)
    return folder


def courier(folder, keys, **changes) -> FolderCourier:
    settings = {"seal_key": keys[2].seal_key, "leaves_computer": True, **changes}
    return FolderCourier(folder, **settings)


def sentence(call) -> str:
    with pytest.raises(Unavailable) as caught:
        call()
    return caught.value.sentence


def test_what_is_handed_over_opens_with_the_desks_key_only(share, keys):
    courier(share, keys).hand_over(REPORT.id, CONTENT)
    assert names(share / "new") == [f"{REPORT.id}.json"]
    assert names(share / "tmp") == []
    document = json.loads((share / "new" / f"{REPORT.id}.json").read_bytes())
    assert document["libdesk"] == "envelope"
    sealed = drop.unwrap(document)
    assert sealing.Opener(keys[0]).open(sealed) == CONTENT
    assert sealing.Opener(sealing.make_keys()[0]).open(sealed) is None


def test_nothing_of_a_report_can_be_read_on_the_share(share, keys):
    courier(share, keys).hand_over(REPORT.id, CONTENT)
    lying = raw(share)
    for words in (REPORT.title, REPORT.saw[:8], REPORT.item, "CEN-FRONT-1", "PRINT"):
        assert words.encode() not in lying
    assert PNG[:16] not in lying
    assert {mode for kind, mode in modes(share) if kind == "file"} == {0o600}


def test_without_a_key_nothing_leaves_the_computer(share, keys):
    told = sentence(lambda: courier(share, keys, seal_key=b"").hand_over(REPORT.id, CONTENT))
    assert told == (
        "The report is kept on this computer and waits for the key: IT must open LibDesk once and "
        "collect. Then it goes on by itself."
    )
    assert names(share / "new") == names(share / "tmp") == []


def test_a_key_that_came_meanwhile_is_asked_for(share, keys):
    asked = courier(share, keys, seal_key=b"", ask_key=lambda: keys[2].seal_key)
    asked.hand_over(REPORT.id, CONTENT)
    assert asked.is_lying_there(REPORT.id)


def test_a_key_that_is_none_keeps_the_report_here(share, keys):
    told = sentence(lambda: courier(share, keys, seal_key=bytes(32)).hand_over(REPORT.id, CONTENT))
    assert told.startswith("The desk's key in this computer's settings can't be used")
    assert names(share / "new") == []


def test_one_computer_needs_no_set_up_and_no_key(tmp_path, keys):
    folder = tmp_path / "data" / "inbox"
    own = courier(folder, keys, seal_key=b"", leaves_computer=False)
    own.hand_over(REPORT.id, CONTENT)
    assert (folder / "new" / f"{REPORT.id}.json").read_bytes() == CONTENT
    assert modes(tmp_path) == {("folder", 0o700), ("file", 0o600)}


def test_one_computer_seals_too_once_it_knows_the_key(tmp_path, keys):
    own = courier(tmp_path / "inbox", keys, leaves_computer=False)
    own.hand_over(REPORT.id, CONTENT)
    assert REPORT.title.encode() not in raw(tmp_path)


def test_handing_over_again_leaves_one_file(share, keys):
    again = courier(share, keys)
    again.hand_over(REPORT.id, CONTENT)
    again.hand_over(REPORT.id, CONTENT)
    assert len(names(share / "new")) == 1


def test_it_says_whether_a_report_still_lies_there(share, keys):
    asked = courier(share, keys)
    assert not asked.is_lying_there(REPORT.id)
    asked.hand_over(REPORT.id, CONTENT)
    assert asked.is_lying_there(REPORT.id)
    (share / "new" / f"{REPORT.id}.json").unlink()
    assert not asked.is_lying_there(REPORT.id)


def test_a_desk_that_is_quicker_than_the_reading_back_does_no_harm(share, keys):
    def takes_it(call, path):
        if call == "sync":
            (path / f"{REPORT.id}.json").rename(share / "taken.json")
        return 0

    courier(share, keys, disk=FaultyDisk(takes_it)).hand_over(REPORT.id, CONTENT)
    assert names(share / "new") == []


def test_a_message_is_fetched_by_its_exact_name(share, keys):
    asked = courier(share, keys)
    assert asked.fetch_reply(REPORT.id, 1) is None
    (share / "replies" / f"{REPORT.id}.1.sealed").write_bytes(b"sealed")
    assert asked.fetch_reply(REPORT.id, 1) == b"sealed"
    assert asked.fetch_reply(REPORT.id, 2) is None


def test_what_is_no_message_is_not_opened(share, keys, tmp_path):
    asked = courier(share, keys)
    outside = tmp_path / "secret"
    outside.write_bytes(b"secret")
    (share / "replies" / f"{REPORT.id}.1.sealed").symlink_to(outside)
    os.mkfifo(share / "replies" / f"{REPORT.id}.2.sealed")
    (share / "replies" / f"{REPORT.id}.3.sealed").mkdir()
    with (share / "replies" / f"{REPORT.id}.4.sealed").open("wb") as stream:
        stream.truncate(3_000_000)
    assert [asked.fetch_reply(REPORT.id, number) for number in (1, 2, 3, 4)] == [None] * 4


def test_the_courier_lists_no_folder(share, keys):
    """A person's rights may be as small as "create files here, and see your own"."""
    script = (
        "import os, sys; from pathlib import Path; from uuid import UUID;"
        "from libdesk.delivery.folder_courier import FolderCourier;"
        "os.setgid(65534); os.setuid(65534);"
        "one = FolderCourier(Path(sys.argv[1]), seal_key=bytes.fromhex(sys.argv[2]), "
        "leaves_computer=True); one.hand_over(UUID(sys.argv[3]), b'x' * 100);"
        "print(one.is_lying_there(UUID(sys.argv[3])), one.fetch_reply(UUID(sys.argv[3]), 1))"
    )
    if os.getuid() != 0:
        pytest.skip("only root can become a person with fewer rights")
    for folder in (share, *share.iterdir()):
        folder.chmod(0o711 if folder is share else 0o733)
    for parent in share.parents:
        if parent.stat().st_uid == 0 and parent != parent.parent and parent.name != "tmp":
            parent.chmod(parent.stat().st_mode | 0o011)
    ran = subprocess.run(
        [sys.executable, "-c", script, share, keys[2].seal_key.hex(), str(REPORT.id)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.strip() == "True None", ran.stderr


def test_a_share_that_is_away_is_told_and_nothing_is_made_in_its_place(tmp_path, keys):
    folder = tmp_path / "mnt"
    told = sentence(lambda: courier(folder, keys).hand_over(REPORT.id, CONTENT))
    assert told == (
        f"The shared folder {folder} can't be reached. Reports stay where they are and go on when "
        "it is back."
    )
    assert not folder.exists()
    assert courier(folder, keys).fetch_reply(REPORT.id, 1) is None


def test_an_empty_folder_where_the_share_was_is_not_written_to(tmp_path, keys):
    folder = tmp_path / "mnt"
    folder.mkdir()
    told = sentence(lambda: courier(folder, keys).hand_over(REPORT.id, CONTENT))
    assert told.startswith(f"The shared folder {folder} is there, but LibDesk's folders are not")
    assert names(folder) == []


FULL = (
    "The disk of the shared folder {folder} is full. Reports stay where they are and go on when "
    "there is space."
)
FORBIDDEN = (
    "LibDesk may not write to the shared folder {folder}. Reports stay where they are; ask whoever "
    "looks after the folder for the right to create and rename files in it."
)
AWAY = (
    "The shared folder {folder} can't be reached. Reports stay where they are and go on when it is "
    "back."
)
FAILED = (
    "The shared folder {folder} answered with an error (Input/output error). Reports stay where "
    "they are, and LibDesk tries again."
)


@pytest.mark.parametrize("call", ["write", "replace", "sync"])
@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.ENOSPC, FULL),
        (errno.EACCES, FORBIDDEN),
        (errno.EROFS, FORBIDDEN),
        (errno.ESTALE, AWAY),
        (errno.EHOSTDOWN, AWAY),
        (errno.EIO, FAILED),
    ],
)
def test_each_cause_has_its_own_sentence_and_no_half_file_is_left(share, keys, call, code, told):
    disk = FaultyDisk(lambda made, _path: code * (made == call))
    failing = courier(share, keys, disk=disk)
    if (call, code) == ("sync", errno.EACCES):  # no right to read the folder is no trouble
        failing.hand_over(REPORT.id, CONTENT)
    else:
        assert sentence(lambda: failing.hand_over(REPORT.id, CONTENT)) == told.format(folder=share)
    assert names(share / "tmp") == []
    for name in names(share / "new"):  # the name was there before the sync failed: it is whole
        document = json.loads((share / "new" / name).read_bytes())
        assert sealing.Opener(keys[0]).open(drop.unwrap(document)) == CONTENT


class LyingDisk(FaultyDisk):
    """Says that all was written and keeps half, as a full share has done to others."""

    def write(self, path, content):
        super().write(path, content[: len(content) // 2])


def test_a_share_that_keeps_half_of_a_file_is_found_out(share, keys):
    lying = courier(share, keys, disk=LyingDisk())
    told = sentence(lambda: lying.hand_over(REPORT.id, CONTENT))
    assert told == (
        f"The shared folder {share} did not give back what was written to it. The report stays on "
        "this computer and LibDesk tries again; tell IT if this lasts."
    )
    assert names(share / "new") == names(share / "tmp") == []


def test_a_group_folder_gives_its_files_to_the_group(share, keys):
    for name in ("tmp", "new"):
        (share / name).chmod(0o2770)
    courier(share, keys).hand_over(REPORT.id, CONTENT)
    assert (share / "new" / f"{REPORT.id}.json").stat().st_mode & 0o777 == 0o660


def test_a_report_larger_than_any_disk_block_travels_whole(share, keys):
    content = envelope.encode(a_report(), REPLY_KEY) + b" " * 5_000_000
    courier(share, keys).hand_over(REPORT.id, content)
    document = json.loads((share / "new" / f"{REPORT.id}.json").read_bytes())
    assert sealing.Opener(keys[0]).open(drop.unwrap(document)) == content
