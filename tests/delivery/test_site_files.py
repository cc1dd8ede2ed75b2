"""The site file: written for every branch, read by the other computer, and nothing secret in it."""

import errno
import json
import os
import stat

import pytest

from libdesk import settings
from libdesk.delivery import sealing, site_files
from libdesk.domain.places import Branch
from libdesk.services.errors import Unavailable
from libdesk.settings import Site
from tests.delivery.faulty import FaultyDisk, only

SEAL, SIGN, IDENTITY = sealing.make_keys()
BRANCHES = (Branch("CEN", "Larkmere Central"), Branch("FER", "Ferndale Road"))


@pytest.fixture
def site(tmp_path):
    return Site(share=tmp_path, seal_key=IDENTITY.seal_key, verify_key=IDENTITY.verify_key)


def read(path):
    return settings.parse(json.loads(path.read_text("utf-8")))


def test_each_branch_gets_a_file_and_so_does_a_computer_that_moves_around(tmp_path, site):
    files = site_files.write(tmp_path, site, BRANCHES)
    assert {key: path.name for key, path in files.items()} == {
        "": "libdesk-site.json",
        "CEN": "libdesk-site-CEN.json",
        "FER": "libdesk-site-FER.json",
    }
    assert [read(path).branch for path in files.values()] == ["", "CEN", "FER"]
    for path in files.values():
        told = read(path)
        assert (told.share, told.seal_key) == (tmp_path, IDENTITY.seal_key)
        assert told.verify_key == IDENTITY.verify_key


def test_a_library_with_one_branch_gets_one_file(tmp_path, site):
    files = site_files.write(tmp_path, site, BRANCHES[:1])
    assert list(files) == [""]
    assert read(files[""]).branch == "CEN"


def test_a_library_without_branches_gets_one_too(tmp_path, site):
    files = site_files.write(tmp_path, site, ())
    assert read(files[""]).branch == ""


def test_nothing_secret_is_in_it(tmp_path, site):
    files = site_files.write(tmp_path, site, BRANCHES)
    for path in files.values():
        assert set(json.loads(path.read_text("utf-8"))) <= settings.KNOWN_KEYS
        assert read(path).seal_key not in (SEAL, SIGN)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, not in modes")
def test_on_a_groups_share_the_group_can_read_it(tmp_path, site):
    share = tmp_path / "share"
    share.mkdir()
    share.chmod(0o2770)
    (path, *_) = site_files.write(share, site, ()).values()
    assert path.stat().st_mode & stat.S_IRGRP


def test_a_folder_that_takes_no_file_is_told(tmp_path, site):
    disk = FaultyDisk(only("write", errno.EACCES))
    with pytest.raises(Unavailable, match=r"libdesk-site\.json could not be written"):
        site_files.write(tmp_path, site, (), disk)
