"""IT's hours: the card of the Library room, filled in with the usual week."""

from libdesk.services.set_up import Settled
from libdesk.ui.places.hours_card import HoursCard
from libdesk.ui.set_up.step import SetUpParts, StepWork, Work
from libdesk.ui.theme import Theme


class HoursStep(HoursCard, StepWork):
    """Next settles the usual week unless somebody typed another one.

    Args:
        parts: services.
        look: the theme.
    """

    def __init__(self, parts: SetUpParts, look: Theme) -> None:
        super().__init__(look, saves=False)
        self._parts = parts
        self.name = self.tr("IT’s hours")

    def touch(self) -> None:
        """Take away what was wrong: it is being mended."""
        super().touch()
        self.set_trouble("")

    def fill(self, settled: Settled) -> None:
        """Show what was typed last, else what is settled, else the usual week."""
        self.show_hours(settled.hours or self._parts.usual_hours)
        days = tuple(settled.draft.get(f"day {day}") for day in range(7))
        self.show_words(days, settled.draft.get("closed"))

    def draft(self) -> dict[str, str]:
        """Return what stands here, where it is not what is settled."""
        if not self.is_dirty:
            return {}
        days, closed = self.words()
        return {"closed": closed, **{f"day {day}": words for day, words in enumerate(days)}}

    def work(self) -> Work | None:
        """Settle the hours; None where a part of them is not understood."""
        hours = self.hours()
        return (
            None
            if hours is None
            else Work(lambda _is_given_up: self._parts.library.set_hours(hours))
        )

    def may_go_on(self, _result: object) -> bool:
        """Take what stands here as settled."""
        self.is_dirty = False
        return True
