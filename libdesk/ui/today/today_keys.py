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
            (self.tr("a"), self.tr("answer")),
            (self.tr("d"), self.tr("I’m on it")),
            (self.tr("w"), self.tr("let it wait")),
            (self.tr("n"), self.tr("not now; the reporter hears why")),
            (self.tr("r"), self.tr("ask whether you got it right")),
            (self.tr("t"), self.tr("note to yourself")),
            (self.tr("p"), self.tr("more urgent, or less")),
            (self.tr("e"), self.tr("tell every form")),
            (self.tr("Ctrl+Enter"), self.tr("send what is written")),
            (self.tr("u  Ctrl+Z"), self.tr("undo, for 15 seconds")),
            (self.tr("Ctrl+N"), self.tr("somebody asked in person")),
            (self.tr("Ctrl+K"), self.tr("go anywhere")),
            (self.tr("Ctrl+C"), self.tr("copy the chosen lines as text")),
            (self.tr("?"), self.tr("these keys")),
        )
