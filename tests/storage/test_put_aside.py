"""What a restore puts aside holds names too, and goes when they are over their time."""

from contextlib import closing, nullcontext

import pytest

from libdesk.storage import putting_back
from libdesk.storage.database import Database
from libdesk.storage.forgetting import ForgetfulCopies
from tests.storage.made import START
from tests.storage.test_forgetting import back_up, opened
from tests.storage.test_retained_store import CANARY, DAY, fill


@pytest.fixture
def backups(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def put_aside(database, copy, kind, at):
    """Restore a copy, as it is done with nobody else around."""
    putting_back.make_ready(database, copy, kind, at, lambda: False)
    return putting_back.finish(database)


def test_what_a_restore_put_aside_goes_when_it_is_over_its_time(sqlite_file, backups, clock):
    with opened(sqlite_file, clock) as database:
        fill(database, 3)
        copy = back_up(database, backups)
    kinds = (putting_back.DAMAGED, putting_back.BEFORE, putting_back.BEFORE)
    aside = [
        put_aside(sqlite_file, copy, kind, START + days * DAY)
        for days, kind in zip((0, 0, 9), kinds, strict=True)
    ]
    for ending in putting_back.BESIDE:
        (aside[0].with_name(aside[0].name + ending)).write_bytes(CANARY.encode())
    folder = sqlite_file.parent
    others = [
        folder / f"my{aside[0].name}",
        folder / f"{aside[0].name}.txt",
        folder / f"{sqlite_file.name}.before-restore-2020-99-99T000000Z",
    ]
    for path in others:
        path.write_text("mine")
    (folder / f"{sqlite_file.name}.damaged-2020-01-01T000000Z").mkdir()
    with opened(sqlite_file, clock) as database:
        copies = ForgetfulCopies(lambda: (backups,), lambda: nullcontext(database))
        copies.remove_aside(START)
        assert all(path.exists() for path in aside)
        copies.remove_aside(START + DAY)
        assert [path.exists() for path in aside] == [False, False, True]
        assert not [
            path
            for path in folder.iterdir()
            if path.name.endswith(putting_back.BESIDE) and "damaged" in path.name
        ]
        copies.remove_aside(START + 10 * DAY)
        assert not aside[2].exists()
        assert all(path.exists() for path in (sqlite_file, copy, *others))
        assert database.path == sqlite_file


@pytest.mark.parametrize("fails", [True, False])
def test_where_nothing_is_put_aside_or_can_be_looked_into_nothing_happens(tmp_path, fails):
    folder = tmp_path / "away" if fails else tmp_path
    assert putting_back.remove_aside(folder / "libdesk.sqlite", START) == 0


def test_a_server_has_nothing_put_aside(server_url, clock):
    with closing(Database.open(server_url, now=clock)) as database:
        ForgetfulCopies(lambda: (), lambda: nullcontext(database)).remove_aside(START)
