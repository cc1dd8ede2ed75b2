"""Which ways a computer uses: its own folder or the share, an outbox that lasts or one that not."""

import json
from dataclasses import replace

import pytest

from libdesk import settings
from libdesk.delivery import sealing, ways
from libdesk.domain.problems import Progress
from libdesk.paths import DataFolder
from libdesk.services.errors import Unavailable
from libdesk.settings import Site
from tests.delivery.corner import a_report, names


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path / "data")


def test_nothing_is_made_before_it_is_needed(data, hands, tmp_path):
    staff = ways.staff_ways(data, Site(), now=hands)
    staff.outbox.list()
    staff.board.kept()
    staff.board.latest()
    assert names(tmp_path) == []


def test_reports_go_to_the_share_where_one_is_set(data, tmp_path):
    assert ways.drop_folder(data, Site()) == data.inbox
    assert ways.drop_folder(data, Site(share=tmp_path / "s")) == tmp_path / "s"


def test_the_desk_reads_its_own_folder_and_the_share(data, hands, tmp_path):
    secrets = sealing.make_keys()[:2]

    def reader_names(site):
        readers = ways.desk_readers(data, site, secrets=secrets, now=hands, host="x")
        return [reader.name for reader in readers]

    assert reader_names(Site()) == ["folder"]
    assert reader_names(Site(share=tmp_path)) == ["folder", "share"]


def test_what_is_kept_in_a_temporary_folder_does_not_last(data):
    assert not ways.lasts(data, Site())  # the tests' own folder is one


def test_what_is_kept_on_a_disk_lasts_unless_it_is_reset(tmp_path):
    lasting = DataFolder(tmp_path.__class__("/srv/libdesk"))
    assert ways.lasts(lasting, Site())
    assert not ways.lasts(lasting, Site(resets_at_restart=True))


def test_a_lasting_path_named_in_the_settings_lasts(data, hands, tmp_path):
    site = Site(resets_at_restart=True, lasting_outbox=tmp_path / "stick" / "outbox")
    staff = ways.staff_ways(data, site, now=hands)
    assert staff.outbox.lasts
    (tmp_path / "stick").mkdir()
    staff.outbox.keep(a_report())
    assert names(tmp_path) == ["stick"]


def test_a_lasting_path_that_is_away_keeps_nothing_elsewhere(data, hands, tmp_path):
    site = Site(resets_at_restart=True, lasting_outbox=tmp_path / "stick" / "outbox")
    with pytest.raises(Unavailable, match="is not there; nothing was lost"):
        ways.staff_ways(data, site, now=hands).outbox.keep(a_report())
    assert names(tmp_path) == []


def test_a_computer_that_forgets_says_so(data, hands):
    assert not ways.open_outbox(data, Site(resets_at_restart=True), now=hands).lasts


def test_the_key_is_noted_beside_what_stands_in_the_settings(corner):
    settings.save(corner.pc.site, Site(branch="WST", public=True))
    corner.meet()
    corner.staff = corner.open_staff()
    corner.staff.board.latest()
    noted = settings.load(corner.pc.site).site
    assert (noted.branch, noted.public) == ("WST", True)
    assert noted.seal_key == corner.database.tables.keys[2].seal_key


def test_settings_that_are_broken_are_not_written_over(corner):
    corner.pc.root.mkdir()
    corner.pc.site.write_text('{"branch": ')
    corner.meet()
    staff = corner.open_staff(site=Site(share=corner.share))
    report = a_report()
    staff.outbox.keep(report)
    assert corner.deliver(staff).handed_over == 1
    assert corner.pc.site.read_text() == '{"branch": '


def test_a_key_from_the_kept_bulletin_seals_when_the_settings_have_none(corner):
    corner.meet()
    corner.staff.board.latest()
    document = json.loads(corner.pc.site.read_text())
    corner.pc.site.write_text(json.dumps({**document, "seal_key": "", "verify_key": ""}))
    (corner.share / "bulletin" / "manifest.json").unlink()
    corner.staff = corner.open_staff()
    report = a_report()
    corner.staff.outbox.keep(report)
    assert corner.deliver().handed_over == 1
    assert corner.staff.outbox.progress(report.id)[0] is Progress.HANDED_OVER


def test_a_seal_key_in_the_settings_needs_no_bulletin(corner, hands):
    corner.collect()
    (corner.share / "bulletin" / "manifest.json").unlink()
    key = corner.database.tables.keys[2].seal_key
    staff = corner.open_staff(site=replace(Site(share=corner.share), seal_key=key))
    staff.outbox.keep(a_report())
    assert corner.deliver(staff).handed_over == 1
    assert corner.collect().new == 1
