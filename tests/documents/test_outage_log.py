"""The log of outages on paper: its figures are those of its rows (S59)."""

from datetime import date, timedelta

import pytest

from libdesk.documents.content import Paragraph, Table
from libdesk.documents.outage_log import MOST, LoggedOutages, outage_log
from libdesk.domain.outages import BranchMonth, Outage
from tests.documents.all_papers import an_outage_log
from tests.documents.paper_parts import AT, TODAY, WORDS

pytestmark = pytest.mark.rows("S59")


def tables(paper):
    return [block for block in paper.blocks if isinstance(block, Table)]


def log(rows=(), outages=(), branch="MIL"):
    logged = LoggedOutages(branch, date(2026, 1, 1), tuple(rows), tuple(outages))
    return outage_log(logged, WORDS, now=AT, printed_on=TODAY)


def test_the_sum_is_the_rows_together():
    paper = an_outage_log("x")
    assert paper.title == "Outages at Mill Pond"
    assert paper.below.startswith("4 outages · 6 h 5 min in all · 50 min in open hours")
    months, each = tables(paper)
    assert [row[1:] for row in months.rows] == [("3", "5 h", "50 min"), ("1", "1 h 5 min", "")]
    assert each.rows[0][1] == "still away"


def test_without_hours_there_is_no_column_for_them():
    row = BranchMonth("MIL", date(2026, 11, 1), 1, timedelta(hours=1), None)
    (months, _) = tables(log([row], [Outage("MIL", AT)]))
    assert [column.title for column in months.columns] == ["Month", "Outages", "Time"]
    assert log([row]).below.startswith("1 outage · 1 h in all · since")


def test_nothing_written_down_is_said():
    paper = log()
    assert tables(paper) == []
    assert isinstance(paper.blocks[0], Paragraph)


def test_of_very_many_the_newest_are_listed_and_the_rest_counted():
    row = BranchMonth("MIL", date(2026, 11, 1), MOST + 3, timedelta(hours=1), None)
    paper = log([row], [Outage("MIL", AT - timedelta(hours=n)) for n in range(MOST + 3)])
    assert len(tables(paper)[1].rows) == MOST
    assert paper.blocks[-1].words.startswith("3 older ones")
