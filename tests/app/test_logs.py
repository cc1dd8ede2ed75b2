"""Logs: private, small, and never in the way."""

import logging
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from libdesk import logs


@pytest.fixture(autouse=True)
def _leave_no_handler():
    logger = logging.getLogger("libdesk")
    level = logger.level
    yield
    for handler in tuple(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


def test_a_line_says_when_how_grave_who_and_what(tmp_path):
    logs.start(tmp_path / "logs", "form")
    logging.getLogger("libdesk.delivery").warning("%d reports wait", 3)
    line = (tmp_path / "logs" / "form.log").read_text("utf-8")
    assert line.endswith(" WARNING libdesk.delivery: 3 reports wait\n")
    assert line[:4].isdigit()


def test_small_talk_is_left_out(tmp_path):
    logger = logs.start(tmp_path, "form")
    logger.debug("noise")
    assert (tmp_path / "form.log").read_text("utf-8") == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists, not in modes")
def test_only_the_owner_may_read_any_log_also_after_they_were_turned_over(tmp_path):
    previous = os.umask(0)
    try:
        logger = logs.start(tmp_path / "logs", "desk")
        for _ in range(60):
            logger.info("x" * 100_000)
    finally:
        os.umask(previous)
    files = sorted((tmp_path / "logs").iterdir())
    assert [one.name for one in files] == ["desk.log", "desk.log.1", "desk.log.2", "desk.log.3"]
    for one in files:
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
        assert one.stat().st_size <= 1_000_000
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700


def test_starting_twice_writes_each_line_once(tmp_path):
    logs.start(tmp_path, "form")
    logs.start(tmp_path, "form").info("once")
    assert (tmp_path / "form.log").read_text("utf-8").count("once") == 1


def test_b05_a_line_that_no_file_can_hold_is_written_all_the_same(tmp_path, capsys):
    logs.start(tmp_path, "form").info("x\ud800 é 漢")
    assert r"x\ud800 é 漢" in (tmp_path / "form.log").read_text("utf-8")
    assert capsys.readouterr().err == ""


def test_f05_where_no_log_can_be_written_it_goes_to_standard_error(tmp_path, capsys):
    (tmp_path / "logs").write_bytes(b"")
    logs.start(tmp_path / "logs", "form").warning("still told")
    assert "still told" in capsys.readouterr().err


def test_a_windowed_program_without_standard_error_starts_too(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    logs.start(tmp_path, "form").info("no console")
    assert "no console" in (tmp_path / "form.log").read_text("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
def test_b11_a_full_disk_is_no_reason_to_speak_of_the_log(tmp_path, capsys):
    (tmp_path / "form.log").symlink_to("/dev/full")
    logger = logs.start(tmp_path, "form")
    logger.warning("%d reports wait", 3)
    said = capsys.readouterr().err
    with suppress(OSError):  # the line that no disk took is still in its buffer
        logger.handlers[0].close()
    logger.removeHandler(logger.handlers[0])
    assert said == ""
