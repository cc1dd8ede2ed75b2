"""The papers of loans: what stands on the slip, and how many a list tells of."""

from datetime import date, timedelta

from libdesk.documents.content import Facts, Listing, Paragraph, Table
from libdesk.documents.loan_slip_paper import loan_slip_paper
from libdesk.documents.loans_paper import MOST, loans_paper
from libdesk.domain.equipment import Tag
from libdesk.domain.loans import Loan, LoanState
from libdesk.domain.records import ItemId, Record
from libdesk.services.loan_views import Lent, LoansOverview
from tests.documents.paper_parts import WORDS

TODAY = date(2026, 11, 26)
LAPTOP = Record(Tag("LT-1"), "Loan laptop", "laptop", "MIL", make="Lenovo", serial="S-1")


def lent(ends, along="charger, bag", state=LoanState.OUT):
    first = TODAY + timedelta(days=min(0, ends) if state is LoanState.OUT else ends)
    last = first if state is LoanState.OUT and ends < 0 else TODAY + timedelta(days=ends + 1)
    return Lent(Loan(ItemId(1), "Story time team", first, last, state, along), LAPTOP)


def slip(loan):
    return loan_slip_paper(loan, LAPTOP, WORDS, printed_on=TODAY, library="Larkmere")


def test_a_slip_tells_who_has_what_until_when_and_what_goes_along():
    paper = slip(lent(2).loan)
    facts = next(one for one in paper.blocks if isinstance(one, Facts))
    told = dict(facts.pairs)
    assert told["Who has it"] == "Story time team"
    assert told["What it is"] == "Loan laptop · laptop"
    assert told["Make and model"] == "Lenovo"
    assert "What for" not in told
    listed = next(one for one in paper.blocks if isinstance(one, Listing))
    assert [one.words for one in listed.entries] == ["charger", "bag"]
    assert paper.below.startswith("Back by")


def test_a_slip_of_a_bare_thing_has_no_list_and_one_of_many_stays_short():
    assert not [one for one in slip(lent(2, "").loan).blocks if isinstance(one, Listing)]
    many = ", ".join(f"thing {number}" for number in range(20))
    listed = next(one for one in slip(lent(2, many).loan).blocks if isinstance(one, Listing))
    assert len(listed.entries) == 12
    assert "thing 19" in listed.entries[-1].words


def test_a_list_counts_all_and_lists_some():
    out = tuple(lent(-2) for _ in range(MOST + 3))
    overview = LoansOverview(TODAY, out=out, booked=(lent(3, state=LoanState.BOOKED),))
    paper = loans_paper(overview, WORDS, printed_on=TODAY)
    assert paper.below == f"{MOST + 3} out · {MOST + 3} overdue · 1 booked"
    tables = [one for one in paper.blocks if isinstance(one, Table)]
    assert [len(one.rows) for one in tables] == [MOST, 1]
    assert "2 days over" in tables[0].rows[0][2]
    assert " to " in tables[1].rows[0][2]
    assert [one.columns[1].title for one in tables] == ["Who has it", "For whom"]
    assert isinstance(paper.blocks[-1], Paragraph)
    assert "3 more are in LibDesk" in paper.blocks[-1].words
