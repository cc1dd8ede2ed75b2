"""The desk's database is not closed under whoever works with it."""

import pytest

from libdesk.app.late_database import LateDatabase
from libdesk.app.site import now
from libdesk.services.errors import Unavailable
from libdesk.services.exporting import Exporting
from libdesk.storage.export_files import ExportFiles
from tests.storage.made import new_problem, report, store

SHORT_S = 0.01


@pytest.fixture
def late(tmp_path, monkeypatch):
    # Nothing paints here, though another test may have left its application.
    monkeypatch.setattr("libdesk.app.late_database.on_gui_thread", lambda: False)
    made = LateDatabase(tmp_path / "libdesk.sqlite")
    with made.use() as database:
        store(database, new_problem(report(title="Jam")))
    yield made
    made.close()


def test_a_check_is_waited_for(late):
    findings = late.check()
    next(findings)
    assert not late.retire(SHORT_S)
    assert dict(findings)["pages"] == ""
    assert late.retire(SHORT_S)
    with pytest.raises(Unavailable, match="being put in its place"):
        next(late.check())


def test_an_export_is_waited_for(late, tmp_path):
    asked = []

    def progress(_done, _of):
        asked.append(late.retire(SHORT_S))
        return True

    exporting = Exporting(ExportFiles(tmp_path / "out", late.use), now, "1.2", {})
    exported = exporting.run(progress)
    assert exported is not None
    assert exported.rows["problems"] == 1
    assert asked
    assert not any(asked)
    assert late.retire(SHORT_S)
