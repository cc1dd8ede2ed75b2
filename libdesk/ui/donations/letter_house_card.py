"""Who writes letters to donors, and whose rules about gifts they keep to: set once."""

from libdesk.domain.donation_letters import Country
from libdesk.services.donation_letter_words import House
from libdesk.services.donation_letters import HOUSE_LIMIT
from libdesk.ui.donations.letter_wording import country_words
from libdesk.ui.places.setting_card import SettingCard
from libdesk.ui.theme import Theme
from libdesk.ui.widgets.picker import Picker
from libdesk.ui.widgets.words_edit import WordsEdit


class LetterHouseCard(SettingCard):
    """The library's name is set with its settings, and stands here only to be seen.

    Args:
        look: the theme.
    """

    def __init__(self, look: Theme) -> None:
        lead = self.tr(
            "Each country has rules of its own about what a letter of thanks may say. LibDesk "
            "writes none that states a value."
        )
        super().__init__(self.tr("Country, address and signature"), lead, self.tr("Save"), look)
        self._country = Picker(look)
        for country in Country:
            self._country.addItem(country_words(country), country.value)
        self.add_field(self.tr("Whose rules count"), self._country, "country")
        self._address = WordsEdit(look, (3, 5), HOUSE_LIMIT)
        self.add_field(self.tr("The library’s address, in lines"), self._address, "address")
        self._signed = WordsEdit(look, (2, 4), HOUSE_LIMIT)
        words = self.tr("Who signs: a name, and below it what they are")
        self.add_field(words, self._signed, "signed")
        self._country.activated.connect(self.touch)
        self._is_filling = False
        for field in (self._address, self._signed):
            field.textChanged.connect(self._on_typed)

    def show_house(self, house: House) -> None:
        """Show what counts; what was typed before is gone."""
        self.version = house.version
        self._fill(house)
        self.set_trouble("")
        self.is_dirty = False
        if not house.is_set:
            self.say(self.tr("The country is a guess from this computer. Choose it, and save."))

    def show_draft(self, house: House) -> None:
        """Show what somebody has typed and not saved."""
        self._fill(house)
        self.version = house.version
        self.touch()

    def house(self) -> House:
        """Return what stands in the fields."""
        return House(
            Country(self._country.currentData()),
            is_set=True,
            address=self._address.words(),
            signed=self._signed.words(),
            version=self.version,
        )

    def say_done(self, *, is_whole: bool) -> None:
        """Say that it is kept, and what follows."""
        super().say_done(is_whole=is_whole)
        self.say(
            self.tr("Saved. The next letter goes by it.")
            if is_whole
            else self.tr("Saved; what you typed since then is not saved yet.")
        )

    def _fill(self, house: House) -> None:
        self._is_filling = True
        self._country.setCurrentIndex(tuple(Country).index(house.country))
        self._address.set_words(house.address)
        self._signed.set_words(house.signed)
        self._is_filling = False

    def _on_typed(self) -> None:
        if not self._is_filling:
            self.touch()
