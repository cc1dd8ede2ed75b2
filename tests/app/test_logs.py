"""Logs: private, small, and never in the way."""

import ast
import logging
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

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


CANARY = "ZZPATRON-7731"
PACKAGE = Path(logs.__file__).parent


def fails(canary):
    try:
        int(canary)
    except ValueError as error:
        raise KeyError(canary) from error


def sql_fails(canary):
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("CREATE TABLE reports (saw TEXT UNIQUE)"))
        for _ in range(2):
            connection.execute(text("INSERT INTO reports VALUES (:saw)"), {"saw": canary})


def caught(failing, *given):
    """Return what it raises, as an `except` has it."""
    with pytest.raises(Exception) as raised:  # noqa: PT011 - whatever it is
        failing(*given)
    return raised.value


@pytest.mark.parametrize("failing", [fails, sql_fails])
def test_f26_an_exception_is_written_by_kind_and_place_and_not_by_its_message(tmp_path, failing):
    logger = logs.start(tmp_path, "desk")
    error = caught(failing, CANARY)
    assert CANARY in str(error), "control: the message holds what was typed"
    logger.warning("it stays for now", exc_info=error, stack_info=True)
    log = (tmp_path / "desk.log").read_text("utf-8")
    assert CANARY not in log
    assert f"in {failing.__name__}" in log
    assert "KeyError" in log or "sqlalchemy.exc.IntegrityError" in log
    assert str(Path.home()) not in log
    assert str(PACKAGE) not in log


def test_f26_what_another_handler_made_of_an_exception_is_not_taken_over(tmp_path):
    class Careless(logging.Handler):
        def emit(self, record):
            logging.Formatter().format(record)  # leaves the whole traceback on the record

    logger = logs.start(tmp_path, "desk")
    logger.handlers.insert(0, Careless())
    logger.warning("it stays for now", exc_info=caught(fails, CANARY))
    log = (tmp_path / "desk.log").read_text("utf-8")
    assert "KeyError" in log
    assert CANARY not in log


def test_f26_control_python_s_own_way_would_have_told():
    error = caught(fails, CANARY)
    told = logging.Formatter().formatException((KeyError, error, error.__traceback__))
    assert CANARY in told


def test_a_trace_tells_places_from_the_outermost_to_the_innermost_and_what_it_came_of():
    found = logs.trace(caught(fails, CANARY))
    assert found.kind == "KeyError"
    assert found.lines[1] == "ValueError, and then:"
    assert found.place.endswith("in fails")
    assert "tests/app/test_logs.py" in found.text
    assert found.text.endswith("KeyError")
    assert logs.trace(ValueError(CANARY)) == logs.Trace("ValueError", ())
    assert logs.trace(ValueError(CANARY)).place == ""
    assert logs.trace(caught(sql_fails, CANARY)).kind == "sqlalchemy.exc.IntegrityError"


def test_a_trace_that_never_ends_is_cut():
    def deeper():
        deeper()

    assert len(logs.trace(caught(deeper)).lines) == 30


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_f26_a_crash_leaves_no_picture_of_the_memory(tmp_path):
    import resource

    before = resource.getrlimit(resource.RLIMIT_CORE)
    logs.start(tmp_path, "form")
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    resource.setrlimit(resource.RLIMIT_CORE, before)


def test_trouble_of_other_packages_reaches_standard_error_without_its_words(tmp_path, capsys):
    logs.start(tmp_path, "desk")
    other = logging.getLogger("sqlalchemy.pool.of-a-test")
    kept, logging.getLogger().handlers = logging.getLogger().handlers, []
    other.warning("Exception during reset or similar", exc_info=caught(fails, CANARY))
    logging.getLogger().handlers = kept
    err = capsys.readouterr().err
    assert "Exception during reset" in err
    assert "KeyError" in err
    assert CANARY not in err


SAFE = (
    "error.strerror",
    "error.reason",
    "type(error).__name__",
    "len(items)",
    "removed",  # how many files
    "name",
    "words",
    "job",  # which of our own functions
    "code",  # with which a child ended
    "bug",  # an exception's type and place
)


def log_calls():
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"debug", "info", "warning", "error", "exception", "critical"}
                and ast.unparse(node.func.value) in {"_LOG", "logger", "logging"}
            ):
                yield pytest.param(node, id=f"{path.relative_to(PACKAGE)}:{node.lineno}")


@pytest.mark.parametrize("call", list(log_calls()))
def test_f26_every_call_of_a_log_gives_kinds_reasons_and_numbers_only(call):
    """A list of what is safe: the system's own words, our own reasons, types, counts.

    An exception itself, a path or a value is none of them; who needs one thinks about it here.
    """
    words, *values = call.args
    assert isinstance(words, ast.Constant), "a log line is not put together of what is on the way"
    assert all(ast.unparse(value) in SAFE for value in values)
    assert not call.keywords


def test_f26_the_list_of_calls_is_not_empty():
    assert len(list(log_calls())) > 20
