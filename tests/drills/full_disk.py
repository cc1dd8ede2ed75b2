"""The part of drill F4 that runs where disks can be mounted: each scene fills a real small disk."""

import errno
import sys
from pathlib import Path

from libdesk.delivery.outbox import FileOutbox
from libdesk.delivery.troubles import DISK_FULL
from libdesk.domain.problems import Picture, Progress
from libdesk.paths import DataFolder
from libdesk.services.errors import Unavailable
from tests.delivery.corner import Corner, a_report, names
from tests.drills.mounts import mount_small, unmount
from tests.services.fakes import Hands

PICTURE = Picture("screen.png", "image/png", bytes(range(256)) * 200)
BLOCK = 4096


def fill(folder: Path, *, leave: int) -> Path:
    """Fill the disk of a folder but for so many bytes; return the file to delete."""
    filler = folder / ".filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * BLOCK)
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017 - it must be this one
        stream.truncate(max(0, stream.tell() - leave // BLOCK * BLOCK))
    return filler


def keep(outbox: FileOutbox, report) -> str:
    """Press Send; return the sentence when nothing was kept."""
    try:
        outbox.keep(report)
    except Unavailable as trouble:
        return trouble.sentence
    return ""


def computer_full(root: Path, leave: int) -> str:
    """The disk under the outbox is full."""
    corner = Corner(root, Hands())
    corner.meet()
    mount_small(root / "pc", "2m")
    corner.staff = corner.open_staff(DataFolder(root / "pc"))
    outbox = corner.staff.outbox
    early = a_report(0, saw="filed while there was space")
    assert keep(outbox, early) == ""
    filler = fill(root / "pc", leave=leave)

    report = a_report(saw="typed when the disk was full", pictures=(PICTURE,))
    told = keep(outbox, report)
    assert told in ("", DISK_FULL)
    assert {kept.report.saw for kept in outbox.list()} == (
        {early.saw} if told else {early.saw, report.saw}
    )
    assert names(root / "pc" / "outbox" / "tmp") == []
    sent = corner.deliver()  # what was kept still leaves, though nothing more can be kept
    assert sent.handed_over == (1 if told else 2)
    assert corner.collect().new == sent.handed_over

    filler.unlink()
    assert keep(outbox, report) == ""
    assert keep(outbox, report) == ""
    check_end(corner, [early, report])
    unmount(root / "pc")
    return "full" if told else "fitted"


def share_full(root: Path, leave: int) -> str:
    """The disk under the share is full: for the sender first, then for the desk."""
    mount_small(root / "share", "2m")
    corner = Corner(root, Hands())
    corner.meet()
    corner.staff.board.latest()
    reports = [a_report(number, saw=f"words {number}", pictures=(PICTURE,)) for number in range(3)]
    filler = fill(root / "share", leave=leave)
    for report in reports:
        corner.staff.outbox.keep(report)
    sent = corner.deliver()
    assert sent.kept + sent.handed_over == 3
    if sent.kept:
        assert sent.why.startswith(f"The disk of the shared folder {root / 'share'} is full.")
    assert names(root / "share" / "tmp") == []
    assert len(names(root / "share" / "new")) == sent.handed_over
    assert corner.collect().new == sent.handed_over  # collecting needs no space, answers do
    assert corner.collect().incoming == 0
    assert names(root / "share" / "quarantine") == []
    assert not [name for name in names(root / "share" / "replies") if name.startswith(".")]

    filler.unlink()
    check_end(corner, reports)
    unmount(root / "share")
    return "full" if sent.kept else "fitted"


def no_names_left(root: Path, leave: int) -> str:
    """The disk has space but no room for another file."""
    corner = Corner(root, Hands())
    corner.meet()
    mount_small(root / "pc", "2m", inodes=24 + leave // BLOCK)
    corner.staff = corner.open_staff(DataFolder(root / "pc"))
    reports = [a_report(number, saw=f"words {number}") for number in range(40)]
    told = [keep(corner.staff.outbox, report) for report in reports]
    assert set(told) == {"", DISK_FULL}
    kept = [report for report, sentence in zip(reports, told, strict=True) if not sentence]
    assert {one.report.saw for one in corner.staff.outbox.list()} == {one.saw for one in kept}
    assert corner.deliver().handed_over == len(kept)
    assert corner.collect().new == len(kept)
    unmount(root / "pc")
    return "full"


def check_end(corner: Corner, reports) -> None:
    """Check, with space again, that every report has arrived once and whole."""
    for _ in range(3):
        corner.deliver()
        corner.collect()
        corner.hands.move(minutes=15)
    corner.deliver()
    stored = corner.database.tables.problems
    assert {one.saw for one in reports} == {one.report.saw for one in stored.values()}
    assert len(stored) == len(reports)
    for report in reports:
        assert stored[report.id].report.pictures == report.pictures
        assert corner.staff.outbox.progress(report.id)[0] is Progress.IN_INBOX
    assert names(corner.share / "quarantine") == names(corner.share / "tmp") == []


def control(root: Path, leave: int) -> str:
    """Write as a careless program does: the disk keeps a part of it."""
    mount_small(root / "pc", "2m")
    fill(root / "pc", leave=leave)
    target = root / "pc" / "report.json"
    try:
        target.write_bytes(b"x" * 60_000)
    except OSError as error:
        assert error.errno == errno.ENOSPC  # noqa: PT017 - it must be this one
    return str(target.stat().st_size)


SCENES = {
    "computer_full": computer_full,
    "share_full": share_full,
    "no_names_left": no_names_left,
    "control": control,
}


def main() -> None:
    """Run one scene at each level of what is left free, each in a folder of its own."""
    scene, root, *levels = sys.argv[1:]
    for leave in levels:
        folder = Path(root) / leave
        folder.mkdir(mode=0o700)
        sys.stdout.write(f"{SCENES[scene](folder, int(leave))}\n")


if __name__ == "__main__":
    main()
