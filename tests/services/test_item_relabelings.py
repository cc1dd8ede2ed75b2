"""Reports go with labels and come back, on the database in memory that other tests stand on."""

from dataclasses import replace

import pytest

from tests.services.memory_database import MemoryDatabase
from tests.services.relabelings import CASES, Library


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_reports_go_with_labels(case):
    database = MemoryDatabase()

    def rows():
        return database.tables.copy()

    def kept():
        return len(database.tables.equipment.relabelings)

    def point(report_id, label):
        stored = database.tables.problems[report_id]
        report = replace(stored.report, item=label)
        database.tables.problems[report_id] = replace(stored, report=report)

    case(Library(database, rows, kept, point))
