"""The keys of Today, shown by the question mark: those of the inbox, and three of its own."""

from libdesk.ui.inbox.keys_card import KeysCard


class TodayKeys(KeysCard):
    """Lists every key and what it does here."""

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("↓ ↑  j k"), self.tr("next, previous")),
            (self.tr("Enter"), self.tr("read the report, or go where it is done")),
            (self.tr("f"), self.tr("fixed; done, where it is no problem")),
            (self.tr("l"), self.tr("later: a number says until when, the last another day")),
            (self.tr("i"), self.tr("not mine; it is back when something about it changes")),
            *self._moves(),
            *self._writing(),
            *self._everywhere(),
        )
