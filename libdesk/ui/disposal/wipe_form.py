"""How something was wiped, in few keys: what is proposed is enough for where it goes."""

from datetime import date

from libdesk.domain.disposal import Leaving
from libdesk.domain.records import DiskKind, ItemId
from libdesk.domain.wiping import (
    NOTE_LIMIT,
    Destination,
    Method,
    Result,
    WipeRecord,
    WipingRules,
    cleaned,
    remarks,
)
from libdesk.ui.disposal.leaving_form import LeavingForm
from libdesk.ui.disposal.wording import media_words, method_words, remark_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.labels import label

_MEDIA = (DiskKind.SSD, DiskKind.HARD_DISK, DiskKind.FLASH, DiskKind.UNKNOWN)


class WipeForm(LeavingForm):
    """One record, for one thing or for several alike.

    Args:
        rules: what is known of wiping.
        things: what is to be wiped.
        who: who does it here.
        look: the theme.
        today: the reader's day.
    """

    def __init__(
        self,
        rules: WipingRules,
        things: tuple[Leaving, ...],
        who: str,
        look: Theme,
        today: date,
    ) -> None:
        super().__init__(
            self.tr("Wipe it"),
            self.tr(
                "What leaves is purged or destroyed; inside the library, clearing is enough. Who "
                "did it, and who checked it, stay on record."
            ),
            self.tr("Keep the wipe record"),
            look,
            today,
        )
        self._rules = rules
        self._item = things[0].record.id if things else ItemId(0)
        self._build(who)
        self._propose(things)
        self.be_ready()

    def record(self) -> WipeRecord:
        """Return what is written here.

        Raises:
            Refusal: the day is none.
        """
        return self._record(self.day("on") or self.today)

    def follow(self) -> None:
        """Say what the technique reaches, and what is to be known of it."""
        technique = self._rules.technique("".join(self._technique.chosen()))
        wipe = cleaned(self._record(self.today), self._rules)
        told = [method_words(wipe.method)] if technique is not None else []
        if technique is not None and technique.tells:
            told.append(technique.tells)
        self._reach.setText(" ".join(told))
        words = "\n".join(map(remark_words, remarks(wipe, self._rules)))
        if words != self._warning.words():
            self._warning.say(words)

    def _record(self, on: date) -> WipeRecord:
        chosen = self._result.chosen()
        return WipeRecord(
            item=self._item,
            technique="".join(self._technique.chosen()),
            method=Method.CLEAR,
            media=DiskKind(self._media.currentData()),
            by=self._by.text(),
            on=on,
            tool=self._tool.text(),
            checked_by=self._checked.text(),
            is_alone=bool(self._alone.chosen()),
            how_checked=self._how_checked.text(),
            result=Result("".join(chosen)) if chosen else Result.DONE,
            goes=Destination("".join(self._goes.chosen()) or Destination.LEAVES.value),
            note=self._note.words(),
        )

    def _build(self, who: str) -> None:
        self._technique = self.add_chips(
            "technique",
            self.tr("How was it wiped?"),
            [(one.key, one.name) for one in self._rules.techniques],
        )
        self._reach = label("", "quiet")
        self.column.addWidget(self._reach)
        self._result = self.add_chips(
            "result",
            self.tr("Did it work?"),
            (
                (Result.DONE.value, self.tr("Yes, done")),
                (Result.FAILED.value, self.tr("It failed")),
            ),
        )
        self._build_rest(who)

    def _build_rest(self, who: str) -> None:
        row = self.add_row()
        self._by = self.add_words("by", self.tr("Who did it"), into=row)
        self._by.setText(who)
        self._checked = self.add_words(
            "checked_by", self.tr("Checked by"), self.tr("Another person, if there is one"), row
        )
        self._alone = self.add_chips(
            "is_alone",
            self.tr("If there is no second person"),
            (("alone", self.tr("Nobody else is here")),),
        )
        row = self.add_row()
        self._tool = self.add_words(
            "tool",
            self.tr("With what, and which version"),
            self.tr("Such as nvme-cli 2.11"),
            row,
        )
        self._how_checked = self.add_words(
            "how_checked", self.tr("How it was checked"), self.tr("Such as: read 20 places"), row
        )
        row = self.add_row()
        self._on = self.add_day("on", self.tr("On which day"), self.today, row)
        media = [(one.value, media_words(one)) for one in _MEDIA]
        self._media = self.add_picker("media", self.tr("Kind of storage"), media, row)
        self._goes = self.add_chips(
            "goes",
            self.tr("Where does it go?"),
            (
                (Destination.LEAVES.value, self.tr("It leaves the library")),
                (Destination.STAYS.value, self.tr("It stays inside")),
            ),
        )
        self._note = self.add_note("note", self.tr("Note"), NOTE_LIMIT)
        self._warning = Banner(self.look, "notice")
        self.put_above_save(self._warning)

    def _propose(self, things: tuple[Leaving, ...]) -> None:
        media = next(
            (one.record.disk_kind for one in things if one.record.disk_kind in _MEDIA),
            DiskKind.UNKNOWN,
        )
        self._media.setCurrentIndex(max(0, self._media.findData(media.value)))
        self._goes.choose((Destination.LEAVES.value,))
        self._result.choose((Result.DONE.value,))
        fit = self._rules.for_media(media, Destination.LEAVES)
        if any(one.has_failed for one in things):
            # What could not be wiped is destroyed.
            fit = tuple(one for one in fit if one.reach(media) is Method.DESTROY) or fit
        if fit:
            self._technique.choose((fit[0].key,))
