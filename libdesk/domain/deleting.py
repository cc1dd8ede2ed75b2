"""Which reports only try out whether reporting works, and may be deleted without a question.

A report that somebody needs help with must never pass for one of these, so every word that was
typed has to be a word of trying out.
"""

from libdesk.domain.problems import Report
from libdesk.domain.words import cut

_TRYING = frozenset({"test", "tests", "testing", "tested"})
_BESIDE = frozenset(
    cut(
        "a again an and ask at be can check checking delete first form from hello hi i if ignore "
        "is it just libdesk me my new ok only our please report reporting second set setting setup "
        "something thanks the this to too try trying up us was we whether with work works you your "
        "1 2 3"
    )
)
"""Without "not", "no" and "help": "the test does not work" is somebody's trouble."""


def is_test(report: Report) -> bool:
    """Say whether a report is recognisable as one that only tries out reporting.

    Whoever taps a tile and types nothing may mean it, so without a word it is none; and what looks
    dangerous, or brings pictures, is none whatever it says.
    """
    if report.pictures or report.effect.danger or report.follow_up is not None:
        return False
    words = set(cut(f"{report.saw}\n{report.guess}"))
    if not words:
        # The title is made of what was typed; without that, of the tile's own words.
        words = set(cut(report.title))
    return not words.isdisjoint(_TRYING) and words <= _TRYING | _BESIDE
