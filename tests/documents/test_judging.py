"""The judge of papers bites: what is wrong fails, and a missing tool fails too."""

import importlib.metadata
import io
import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.documents import judging


def plain(text="Hello"):
    """Return a paper as reportlab makes it: without tags."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_plain_paper_fails_both_profiles_with_the_rules_that_it_breaks(judge):
    verdict = judge(plain())
    assert not verdict
    assert {"6.2-1", "7.1-3", "7.1-11", "7.21.4.1-1"} <= verdict.rules["ua1"]
    assert {"6.7.2.2-1", "6.7.3.3-1", "6.2.11.4.1-1"} <= verdict.rules["2a"]
    assert all(count > 20 for count in verdict.checks.values())


def test_the_failure_names_each_rule_its_reason_and_its_place(judge):
    with pytest.raises(AssertionError) as failed:
        judge(plain(), ("ua1",)).must_pass()
    said = str(failed.value)
    assert said.startswith("this paper breaks 7 rules (ua1: 31 checks)\n")
    assert "7.1-3 (1x): Content shall be marked as Artifact or tagged as real content" in said
    assert "contentItem[0]" in said


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"no paper at all \xff\x00", plain()[:600]]
)
def test_what_is_no_paper_fails_and_the_next_one_is_judged_all_the_same(judge, content):
    verdict = judge(content)
    assert verdict.rules == {"ua1": {"unreadable"}, "2a": {"unreadable"}}
    assert "unreadable (1x): " in str(verdict)
    assert "7.1-3" in judge(plain()).rules["ua1"]


def test_a_file_is_judged_where_it_lies_whatever_its_name(judge, tmp_path):
    path = tmp_path / 'Übersicht "1" \\ ☐.pdf'
    path.write_bytes(plain())
    assert judge(path).rules == judge(plain()).rules
    assert judge(tmp_path / "gone.pdf").rules["ua1"] == {"unreadable"}
    with pytest.raises(ValueError, match="a path of one line"):
        judge(tmp_path / "two\nlines.pdf")


def test_java_is_started_once_for_all_files(judge):
    judge(plain())
    began = time.monotonic()
    for number in range(10):
        judge(plain(str(number)))
    assert time.monotonic() - began < 10  # ten starts take twenty seconds


def test_a_question_that_was_cut_short_is_never_answered_to_the_next(judge, monkeypatch):
    judge(plain())

    def cut_short(*_arguments):
        raise TimeoutError

    with monkeypatch.context() as patched:
        patched.setattr(json, "loads", cut_short)
        with pytest.raises(TimeoutError):
            judge(plain())
    assert judge(b"nothing").rules["ua1"] == {"unreadable"}


@pytest.mark.skipif(sys.platform == "win32", reason="about signals")
def test_a_java_that_died_is_told_and_started_again():
    with judging.Judge() as own:
        own(plain(), ("ua1",))
        process = own._lives[("ua1",)]._process
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with pytest.raises(judging.ToolMissingError, match=r"ended \(exit code -9\)"):
            own(plain(), ("ua1",))
        assert "7.1-3" in own(plain(), ("ua1",)).rules["ua1"]


def test_a_profile_that_the_engine_does_not_have_is_an_error_not_a_verdict():
    with (
        judging.Judge() as own,
        pytest.raises(judging.ToolMissingError, match="no profile named ua9"),
    ):
        own(plain(), ("ua9",))


def test_without_java_the_test_fails_and_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with judging.Judge() as own, pytest.raises(AssertionError, match="default-jre-headless"):
        own(plain())


def test_without_jaxb_the_test_fails_and_says_what_to_install(monkeypatch, tmp_path):
    with pytest.raises(AssertionError, match=r"jaxb-runtime.jar.*libjaxb-java"):
        judging.jaxb(tmp_path)


def test_without_the_engine_the_test_fails_and_says_what_to_install(monkeypatch):
    def nowhere(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "files", nowhere)
    with pytest.raises(AssertionError, match=r"veraPDF engine.*requirements-test.lock"):
        judging.engine()
    monkeypatch.setattr(importlib.metadata, "files", lambda _: [])
    with pytest.raises(AssertionError, match="veraPDF engine"):
        judging.engine()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows finds programs by their ending")
def test_javas_own_home_comes_before_the_path(monkeypatch, tmp_path):
    program = tmp_path / "bin" / "java"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert Path(judging.java()) == program
