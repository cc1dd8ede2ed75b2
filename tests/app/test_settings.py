"""The site settings: what is right is used, what is broken is told and never stops a report."""

import base64
import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libdesk import settings
from libdesk.settings import Loaded, Site

KEY = bytes(range(32))
FULL = Site(
    branch="FER",
    share=Path("/srv/libdesk"),
    lasting_outbox=Path("/mnt/stick/outbox"),
    resets_at_restart=True,
    public=True,
    pictures=False,
    seal_key=KEY,
    verify_key=KEY[::-1],
)
BROKEN = [
    b"",
    b"{",
    b'{"branch": "CEN"',
    b"null",
    b"[]",
    b'"CEN"',
    b"\xff\xfe",
    b"\x00" * 100,
    b"PK\x03\x04",
    b"[" * 50_000,
    b'{"branch": 7}',
    b'{"branch": null}',
    b'{"branch": ["CEN"]}',
    b'{"share": 7}',
    b'{"share": "~nobody-of-that-name/x"}',
    b'{"public": "yes"}',
    b'{"public": 1}',
    b'{"resets_at_restart": null}',
    b'{"seal_key": "not base64!"}',
    '{"seal_key": "\u00e9"}'.encode(),
    b'{"verify_key": "c2hvcnQ="}',
    b'{"brunch": "CEN"}',
    b" " * 200_000 + b"{}",
]


@pytest.fixture
def site_file(tmp_path):
    return tmp_path / "LibDesk" / "site.json"


def test_without_a_file_nothing_is_set_and_nothing_is_wrong(site_file):
    assert settings.load(site_file) == Loaded(Site())


@pytest.mark.parametrize("site", [Site(), Site(branch="CEN"), FULL])
def test_what_is_saved_is_loaded(site_file, site):
    settings.save(site_file, site)
    assert settings.load(site_file) == Loaded(site)


def test_only_what_is_set_is_written(site_file):
    settings.save(site_file, Site(branch="CEN"))
    assert json.loads(site_file.read_text("utf-8")) == {"branch": "CEN"}
    assert set(settings.to_json(FULL)) == settings.KNOWN_KEYS


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, not in modes")
def test_only_the_owner_may_read_them(site_file):
    settings.save(site_file, FULL)
    for one in site_file.parent.iterdir():
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
    assert stat.S_IMODE(site_file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("content", BROKEN, ids=lambda content: repr(content[:30]))
def test_b86_a_broken_file_means_the_last_good_one_and_a_sentence(site_file, content):
    settings.save(site_file, FULL)
    site_file.write_bytes(content)
    loaded = settings.load(site_file)
    assert loaded.site == FULL
    assert loaded.notice.startswith(f"The settings in {site_file} can't be read (")
    assert loaded.notice.endswith("The last good ones are in use.")
    assert site_file.read_bytes() == content, "IT can still look at what went wrong"


@pytest.mark.parametrize("content", BROKEN, ids=lambda content: repr(content[:30]))
def test_b86_a_broken_file_without_a_good_one_still_keeps_reports(site_file, content):
    site_file.parent.mkdir()
    site_file.write_bytes(content)
    loaded = settings.load(site_file)
    assert loaded.site == Site()
    assert "Reports are kept on this computer until IT mends them." in loaded.notice


def test_b86_a_broken_last_good_file_is_no_worse_than_none(site_file):
    settings.save(site_file, FULL)
    for one in site_file.parent.iterdir():
        one.write_bytes(b"{")
    loaded = settings.load(site_file)
    assert loaded.site == Site()
    assert "Reports are kept on this computer" in loaded.notice


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"brunch": "CEN", "zone": 1}, "it has settings that are not known: brunch, zone"),
        ({"public": "yes"}, "public must be true or false"),
        ({"resets_at_restart": 0}, "resets_at_restart must be true or false"),
        ({"branch": 7}, "branch must be text"),
        ({"share": ["x"]}, "share must be text"),
        ({"share": "~nobody-of-that-name/x"}, "share names a home folder that is not there"),
        ({"lasting_outbox": "a\0b"}, "lasting_outbox is not a folder's name"),
        ({"seal_key": "not base64!"}, "seal_key is not a key"),
        ({"seal_key": "é"}, "seal_key is not a key"),
        ({"verify_key": base64.b64encode(bytes(31)).decode()}, "verify_key is not a key"),
        ([], "it is not a list of settings"),
    ],
)
def test_the_sentence_names_what_is_wrong(site_file, content, why):
    site_file.parent.mkdir()
    site_file.write_text(json.dumps(content), "utf-8")
    assert f"can't be read ({why})" in settings.load(site_file).notice


def test_a_path_that_no_system_can_open_is_told_not_raised(tmp_path):
    loaded = settings.load(tmp_path / ("x" * 300))
    assert loaded.site == Site()
    assert "too long" in loaded.notice


def test_a_folder_in_the_files_place_is_told(site_file):
    site_file.mkdir(parents=True)
    assert "Is a directory" in settings.load(site_file).notice


def test_the_desks_keys_are_trusted_on_top_of_the_rest():
    trusted = settings.trust(Site(branch="CEN"), KEY, KEY[::-1])
    assert (trusted.branch, trusted.seal_key, trusted.verify_key) == ("CEN", KEY, KEY[::-1])


def test_a_home_folder_is_written_out(site_file, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert settings.parse({"share": "~/share"}).share == tmp_path / "share"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(settings.KNOWN_KEYS)), json_values))
def test_any_values_are_either_settings_or_a_value_error(document):
    try:
        site = settings.parse(document)
    except ValueError:
        return  # anything else that is raised fails this test
    assert settings.parse(settings.to_json(site)) == site
