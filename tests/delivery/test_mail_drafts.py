"""E-mail drafts, read back by the standard library: one PDF, nobody to send it to, kept a day."""

import email
import os
import stat
from datetime import UTC, datetime, timedelta
from email import policy

import pytest

from libdesk.delivery.mail_drafts import MailDrafts
from libdesk.services.errors import Unavailable

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
PDF = b"%PDF-1.7\r\n\x00\xff binary\n"


@pytest.fixture
def drafts(tmp_path):
    return MailDrafts(tmp_path / "drafts-out", lambda: NOW)


def read(path):
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def test_a_draft_holds_one_pdf_and_goes_to_nobody(drafts):
    path = drafts.write("Mill Pond", "Please find it.", "Mill Pond 2026-11-26.pdf", PDF)
    assert path.name == "Mill Pond 2026-11-26.eml"
    letter = read(path)
    assert letter["X-Unsent"] == "1"
    assert letter["Subject"] == "Mill Pond"
    assert [letter[name] for name in ("From", "To", "Cc", "Bcc")] == [None] * 4
    assert letter.get_body().get_content().strip() == "Please find it."
    (attached,) = letter.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "Mill Pond 2026-11-26.pdf"
    assert attached.get_content() == PDF


def test_only_its_owner_reads_it(drafts):
    path = drafts.write("A", "b", "a.pdf", PDF)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "bad",
    [
        "x\r\nBcc: everybody@example.org",
        "x\nTo: everybody@example.org\n\nbody",
        "x\rCc: a@example.org",
        "x\u2028Bcc: a@example.org",
        "x\x0bBcc: a@example.org\x85To: b@example.org",
        "\ud800 \0 \u202e" + "long " * 400,
    ],
)
def test_a_line_end_in_a_title_adds_no_line(drafts, bad):
    letter = read(drafts.write(bad, bad, bad + ".pdf", PDF))
    assert set(letter.keys()) == {"X-Unsent", "Subject", "MIME-Version", "Content-Type"}
    (attached,) = letter.iter_attachments()
    assert set(attached.keys()) <= {
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "MIME-Version",
    }
    assert attached.get_content() == PDF
    assert "/" not in attached.get_filename()


def test_words_of_any_language_come_through(drafts):
    letter = read(drafts.write("Łódź 李 é", "Zoë: مرحبا", "Łódź 李.pdf", PDF))
    assert letter["Subject"] == "Łódź 李 é"
    assert letter.get_body().get_content().strip() == "Zoë: مرحبا"
    (attached,) = letter.iter_attachments()
    assert attached.get_filename() == "Łódź 李.pdf"


def test_one_that_is_open_is_not_written_over(drafts):
    first = drafts.write("A", "one", "a.pdf", PDF)
    second = drafts.write("A", "two", "a.pdf", PDF)
    assert first != second
    assert "one" in read(first).get_body().get_content()


def test_after_a_day_they_go(drafts, tmp_path):
    assert drafts.sweep() == 0
    paths = [drafts.write(str(number), "b", f"{number}.pdf", PDF) for number in range(3)]
    for path, age in zip(
        paths, (timedelta(hours=23), timedelta(hours=25), -timedelta(days=40)), strict=True
    ):
        at = (NOW - age).timestamp()
        os.utime(path, (at, at))
    (paths[0].parent / "a folder").mkdir()
    assert drafts.sweep() == 2
    assert [path.exists() for path in paths] == [True, False, False]


def test_where_it_cannot_be_written_it_is_said_what_to_do(tmp_path):
    (tmp_path / "drafts-out").write_text("a file in its place")
    with pytest.raises(Unavailable, match="Save as PDF"):
        MailDrafts(tmp_path / "drafts-out", lambda: NOW).write("A", "b", "a.pdf", PDF)
    assert not list(tmp_path.glob("*.eml"))
