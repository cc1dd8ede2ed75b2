"""How things go: to whom, decided by whom, with which proof; one form for a whole pallet."""

from collections.abc import Sequence
from datetime import date

from libdesk.domain.disposal import Departure, How, Leaving, Step, is_locked
from libdesk.domain.money import Money, read_plain
from libdesk.domain.records import ItemId
from libdesk.domain.wiping import NOTE_LIMIT
from libdesk.services.errors import Refusal
from libdesk.ui.disposal.leaving_form import LeavingForm
from libdesk.ui.disposal.wording import how_words
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.banner import Banner
from libdesk.ui.widgets.labels import label

_SCHEMES = ("R2", "e-Stewards", "NAID AAA", "WEEE AATF")
_ASKED = frozenset({How.SOLD, How.GIVEN})


class DepartForm(LeavingForm):
    """One departure, for one thing or for several at once.

    Args:
        things: what goes.
        currency: of an amount that names none.
        look: the theme.
        today: the reader's day.
    """

    def __init__(
        self, things: tuple[Leaving, ...], currency: str, look: Theme, today: date
    ) -> None:
        is_gone = bool(things) and all(one.step is Step.UNTOLD for one in things)
        super().__init__(
            self.tr("Say how it went") if is_gone else self.tr("Let it go"),
            self.tr("What went, how, and with which proof: an auditor asks for it years later."),
            self.tr("Keep how it went") if is_gone else self.tr("It is gone"),
            look,
            today,
        )
        self._currency = currency
        self._holds_data = any(one.holds_storage and one.wiped is None for one in things)
        self._is_promised = any(is_locked(one.record, today) for one in things)
        is_lost = any(one.step is Step.LOST for one in things)
        # Of what is gone, nobody knows here whether it was lost before.
        ways = [one for one in How if is_gone or (one is How.WRITTEN_OFF) is is_lost]
        self._build(ways)
        first = How.WRITTEN_OFF if is_lost else How.RECYCLED
        self._how.choose((first.value,))
        self.be_ready()

    def departure(self) -> Departure:
        """Return what is written here; the item is whichever goes.

        Raises:
            Refusal: a day or an amount can't be read; names the field.
        """
        return Departure(
            ItemId(0),
            self._chosen_how(),
            self.day("on") or self.today,
            self._to.text(),
            self._schemes.chosen() if self._chosen_how() is How.RECYCLED else (),
            self._certificate.text(),
            self.day("certificate_on"),
            self._price(),
            self.day("decided_on"),
            self._by.text(),
            is_asked=bool(self._asked.chosen()),
            note=self._note.words(),
        )

    def follow(self) -> None:
        """Show what belongs to the way that is chosen."""
        how = self._chosen_how()
        self._schemes.setVisible(how is How.RECYCLED)
        self._check.setVisible(how is How.RECYCLED)
        self._asked.setVisible(how in _ASKED)
        lost = self.tr(
            "It is lost with data on it. Tell whoever answers for data protection, and change the "
            "passwords that it knew."
        )
        promised = self.tr(
            "It was to be kept for whoever paid for it: tell them, and say in the note what they "
            "were told."
        )
        told = ((lost, self._holds_data), (promised, self._is_promised))
        is_lost = how is How.WRITTEN_OFF
        self._warning.say("\n".join(words for words, counts in told if is_lost and counts))

    def _build(self, ways: Sequence[How]) -> None:
        self._how = self.add_chips(
            "how", self.tr("How does it go?"), [(one.value, how_words(one)) for one in ways]
        )
        self._to = self.add_words(
            "to",
            self.tr("To whom"),
            self.tr("A firm, a school, “public sale”; no private person’s name"),
        )
        self._schemes = self.add_chips(
            "schemes",
            self.tr("The recycler is certified by"),
            [(one, one) for one in _SCHEMES],
            several=True,
        )
        self._check = label(
            self.tr(
                "Check it yourself: R2 at sustainableelectronics.org, e-Stewards at "
                "e-stewards.org, NAID AAA at isigmaonline.org, WEEE in your country’s register. "
                "Batteries, tube screens and projector lamps never go into the bin."
            ),
            "quiet",
        )
        self.column.addWidget(self._check)
        self._asked = self.add_chips(
            "is_asked",
            self.tr("Conflict of interest"),
            (
                (
                    "asked",
                    self.tr("Asked: nobody who declared it surplus gets it, nor their family"),
                ),
            ),
        )
        self._build_rest()

    def _build_rest(self) -> None:
        row = self.add_row()
        self._certificate = self.add_words(
            "certificate",
            self.tr("Certificate number"),
            self.tr("May come later: leave it empty"),
            row,
        )
        self.add_day("certificate_on", self.tr("Day of the certificate"), into=row)
        row = self.add_row()
        by, such = self.tr("Decided by"), self.tr("Such as: the board")
        self._by = self.add_words("decided_by", by, such, row)
        self.add_day("decided_on", self.tr("Decided on"), into=row)
        row = self.add_row()
        all_, such = self.tr("What came in for all of it"), self.tr("Such as 40.00")
        self._amount = self.add_words("price", all_, such, row)
        self.add_day("on", self.tr("Left on"), self.today, row)
        self._note = self.add_note("note", self.tr("Note"), NOTE_LIMIT)
        self._warning = Banner(self.look, "notice")
        self.put_above_save(self._warning)

    def _chosen_how(self) -> How:
        return How("".join(self._how.chosen()) or How.RECYCLED.value)

    def _price(self) -> Money | None:
        typed = self._amount.text().strip()
        if not typed:
            return None
        money = read_plain(typed.lstrip("$").strip(), self._currency)
        if money is None:
            told = self.tr("“{typed}” is no amount such as 40.00.")
            raise Refusal(told.format(typed=typed[:40]), field="price")
        return money
