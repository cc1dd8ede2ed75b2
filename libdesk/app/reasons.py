"""The shipped reasons why something has to wait, in plain words (S21)."""

from collections.abc import Mapping

from libdesk import files, paths
from libdesk.domain.problems import WaitingOn


def load_reasons() -> Mapping[WaitingOn, str]:
    """Return what can be said to a reporter, by whom or what is waited for."""
    shipped = files.read_json(paths.resources() / "questions" / "reasons.json")
    return {WaitingOn(on): words for on, words in shipped["reasons"].items()}
