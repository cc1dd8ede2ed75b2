"""The table of an export that is about loans; made a Subject in export_subjects.py."""

LOAN_SUBJECTS = (
    (
        "loans",
        "What was lent to colleagues and booked by them, those that are over too.",
        """
        Loan: its own number
        Label: of the thing; see items.csv
        Who: a colleague's name or a role; empty once its time was over
        From: the first day
        Until: the day on which it is due back
        State: booked, out, returned or canceled
        What goes along: charger, bag and the like
        Note: what it is for; empty once its time was over
        Handed out (UTC): when
        Ended (UTC): when it was taken back or canceled
        Condition: how it came back: good, needs care or broken
        Said: what was said of it then; empty once its time was over
        """,
    ),
)
