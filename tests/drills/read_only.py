"""The part of drill F5 that mounts folders read-only, so that root feels it too."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

from libdesk.delivery.outbox import FileOutbox
from libdesk.domain.problems import Progress
from libdesk.paths import DataFolder
from libdesk.services.errors import Unavailable
from tests.delivery.corner import Corner, a_report, names
from tests.drills.mounts import make_read_only, unmount
from tests.services.fakes import Hands


def sentence(call) -> str:
    """Return what a call that must fail has to say."""
    try:
        call()
    except Unavailable as trouble:
        return trouble.sentence
    raise AssertionError("it should not have worked")


def outbox(root: Path) -> None:
    """The outbox can be read only: all of it is shown, it still leaves, nothing more is kept."""
    corner = Corner(root, Hands())
    corner.meet()
    early = a_report(saw="kept before")
    corner.staff.outbox.keep(early)
    corner.staff.board.latest()
    make_read_only(root / "pc")
    corner.staff = corner.open_staff(DataFolder(root / "pc"))
    folder = root / "pc" / "outbox"

    late = a_report(saw="typed now")
    assert sentence(lambda: corner.staff.outbox.keep(late)) == (
        f"LibDesk may not write to the folder {folder}; nothing was lost: your words are still "
        "here. Copy or print them, and ask IT to open that folder for writing."
    )
    assert [kept.report.saw for kept in corner.staff.outbox.list()] == ["kept before"]
    # Elsewhere the same report can be kept.
    FileOutbox(root / "stick", lasts=True, now=corner.hands).keep(late)

    sent = corner.deliver()
    assert sent.kept == 1
    assert sent.why.startswith(f"LibDesk may not use the folder {folder}.")
    assert corner.collect().new == 1  # it left all the same; only that could not be noted
    assert corner.deliver().kept == 1
    assert corner.collect().again == 1

    unmount(root / "pc")
    corner.staff = corner.open_staff()
    corner.staff.outbox.keep(late)
    for _ in range(2):
        corner.deliver()
        corner.collect()
        corner.hands.move(minutes=15)
    corner.deliver()
    assert len(corner.database.tables.problems) == 2
    progress = {kept.progress for kept in corner.staff.outbox.list()}
    assert progress == {Progress.IN_INBOX}


def share(root: Path) -> None:
    """The share can be read only: reports stay, answers are fetched, the bulletin is read."""
    corner = Corner(root, Hands())
    corner.meet()
    first, second = a_report(saw="first"), a_report(saw="second")
    corner.staff.outbox.keep(first)
    corner.deliver()
    corner.collect()
    corner.staff.outbox.keep(second)
    make_read_only(root / "share")

    sent = corner.deliver()
    assert (sent.kept, sent.handed_over, sent.replies) == (1, 0, 1)
    assert sent.why.startswith(f"LibDesk may not write to the shared folder {root / 'share'}.")
    assert corner.staff.board.latest() is not None
    round_ = corner.collect()
    assert round_.incoming == 0
    unmount(root / "share")
    corner.deliver()
    assert corner.collect().new == 1
    assert names(root / "share" / "quarantine") == []


def desk(root: Path) -> None:
    """The desk may not take anything out of the share: it says so, and loses nothing later."""
    corner = Corner(root, Hands())
    corner.meet()
    for number in range(3):
        corner.staff.outbox.keep(a_report(number))
    corner.deliver()
    make_read_only(root / "share")
    round_ = corner.collect()
    assert round_.incoming == 0
    assert round_.troubles, "a desk that may not collect must say so"
    assert "may not" in round_.troubles[0]
    unmount(root / "share")
    assert corner.collect().new == 3


def commands(root: Path) -> None:
    """The desk's data folder can be read only: it says so, is shown all the same, nothing hangs."""
    data = root / "data"
    assert run("collect", data).returncode == 0
    make_read_only(data)
    refused = run("collect", data)
    assert refused.returncode == 1
    assert "open" not in refused.stderr.replace(str(data), ""), "nobody else has it"
    assert refused.stderr.startswith(f"libdesk: LibDesk can't write its lock into {data}: ")
    assert run("check", data).returncode == 0
    window = subprocess.Popen([sys.executable, "-m", "libdesk", "--data", data])
    try:
        window.wait(3)
    except subprocess.TimeoutExpired:
        window.kill()
    assert window.wait() == -signal.SIGKILL, "it opens for reading and stays open"
    unmount(data)
    assert run("collect", data).returncode == 0


def run(command: str, data: Path) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "libdesk", command, "--data", data],
        capture_output=True,
        text=True,
        check=False,
    )


def control(root: Path) -> None:
    """The folder is read-only indeed, for whoever runs this."""
    (root / "pc").mkdir()
    make_read_only(root / "pc")
    try:
        (root / "pc" / "x").write_bytes(b"x")
    except OSError as error:
        assert error.errno == errno.EROFS  # noqa: PT017 - it must be this one
    else:
        raise AssertionError("the folder can be written to: the drill shows nothing")


SCENES = {"outbox": outbox, "share": share, "desk": desk, "commands": commands, "control": control}


def main() -> None:
    """Run one scene."""
    SCENES[sys.argv[1]](Path(sys.argv[2]))


if __name__ == "__main__":
    main()
