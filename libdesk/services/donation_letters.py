"""Letters to donors: which is due, made of an offer, in texts that a library may change (4.4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from libdesk.domain.donation_letters import (
    ANSWERS,
    KEYS,
    LETTER_LIMIT,
    TITLE_LIMIT,
    Country,
    Letter,
    LetterKind,
    Template,
    Texts,
    fill,
    merge,
    names_of,
    sentences_with_amounts,
    unknown_names,
)
from libdesk.domain.donation_letters_file import document_of_own, parse_own
from libdesk.domain.donation_policy import Policy, Verdict
from libdesk.domain.donations import OfferState
from libdesk.domain.records import ItemId
from libdesk.domain.text import clean_line, clean_text
from libdesk.domain.wiping import Result, WipeRecord
from libdesk.services import settled
from libdesk.services.donation_letter_words import (
    HANDED_ON,
    NOT_OURS,
    TAKEN,
    House,
    Material,
    address_of,
    values_of,
)
from libdesk.services.donation_stores import KeptOffer
from libdesk.services.errors import Refusal
from libdesk.services.kept_rules import LETTERS, KeptRules
from libdesk.services.ports import Clock
from libdesk.services.settled import Mark
from libdesk.services.stores import OpenUnit, Unit

HOUSE_LIMIT = 400
"""Characters of the library's address, and of who signs."""

_PART, _HOUSE = f"rules.{LETTERS}", "letters"
_COUNTRY, _ADDRESS, _SIGNED = "letters.country", "letters.address", "letters.signed"

Own = Mapping[str, Mapping[str, Template]]


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text as it counts.

    Attributes:
        key: which, of `domain/donation_letters.py`.
        template: the text.
        names: what it may name in braces.
        is_own: the library has put in its own.
    """

    key: str
    template: Template
    names: tuple[str, ...]
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class TextsRead:
    """The texts of one language as they count.

    Attributes:
        language: which.
        texts: in the order in which they are edited.
        as_at: when somebody last looked at the shipped ones.
        version: what a change has to expect.
        is_damaged: the library's own can't be read, so the shipped ones stand.
    """

    language: str
    texts: tuple[KeptText, ...]
    as_at: date
    version: int = 0
    is_damaged: bool = False

    def text(self, key: str) -> KeptText:
        """Return one of them."""
        return next(one for one in self.texts if one.key == key)


class DonationLetters:
    """Makes letters, and changes their texts.

    A change takes the version that was on the screen and returns the one that it leaves. It raises
    Conflict when somebody else was first; with None it is made over whatever is there.

    Args:
        open_unit: opens a transaction.
        shipped: reads the shipped texts, by language.
        policy: returns a version of the policy; None where it can't be read.
        now: the clock.
        who: who writes here.
        guess: the country, until somebody has chosen one.
    """

    def __init__(
        self,
        open_unit: OpenUnit,
        shipped: Callable[[], Mapping[str, Texts]],
        policy: Callable[[int], Policy | None],
        now: Clock,
        who: str = "",
        guess: Country = Country.OTHER,
    ) -> None:
        self._open_unit = open_unit
        self._shipped = shipped
        self._policy = policy
        self._now = now
        self._who = clean_line(who)
        self._guess = guess

    def languages(self) -> tuple[tuple[str, str], ...]:
        """Return the languages of letters, each with what it calls itself."""
        return tuple((one.language, one.name) for one in self._shipped().values())

    def proposed(self, kept: KeptOffer) -> LetterKind:
        """Return which letter is due: the answer, and after that what came of the machines."""
        answer = answer_of(kept)
        written = {one.kind for one in kept.letters}
        if kept.offer.state is OfferState.OPEN or answer.value not in written:
            return answer
        is_handed_on = any(one.outcome in HANDED_ON for one in kept.offer.fates)
        if is_handed_on and LetterKind.HANDED_ON.value not in written:
            return LetterKind.HANDED_ON
        with self._open_unit() as unit:
            is_wiped = bool(_wipes(unit, kept))
        if is_wiped and LetterKind.WIPED.value not in written:
            return LetterKind.WIPED
        return answer

    def make(self, kept: KeptOffer, kind: LetterKind, language: str) -> Letter:
        """Return a letter, ready to be read once more.

        Args:
            kept: the offer.
            kind: which.
            language: one of `languages`.
        """
        policy, shipped = self._policy(kept.offer.policy), self._shipped()[language]
        with self._open_unit() as unit:
            own, _ = _own(unit)
            house = self._house(unit)
            wipes = _wipes(unit, kept)
        texts = shipped.with_own(own.get(language, {}))
        material = Material(kept, texts, house, policy, wipes, self._today())
        values = values_of(material)
        template = texts.templates[kind.value]
        passes = _passes(shipped, house.country, values, policy)
        letter = Letter(
            kind,
            language,
            fill(template.title, values),
            "",
            tag=texts.tag(house.country),
            library=clean_line(house.library),
            sender=tuple(filter(None, map(clean_line, house.address.splitlines()))),
            to=address_of(kept.offer.donor),
            on=values["date"],
            page=texts.words["page"],
            passes=passes,
            notes=_notes(material, kind),
        )
        return letter.with_text(merge(template.text, values))

    def house(self) -> House:
        """Return who writes letters here."""
        with self._open_unit() as unit:
            return self._house(unit)

    def set_house(self, house: House, expected: int | None = None) -> int:
        """Store the country, the library's address and who signs; its name stays as it is.

        Raises:
            Refusal: a text is too long; names the field, "address" or "signed".
            Conflict: somebody else was first.
        """
        words = {_ADDRESS: clean_text(house.address), _SIGNED: clean_text(house.signed)}
        for key, text in words.items():
            if len(text) > HOUSE_LIMIT:
                raise Refusal(
                    f"Say it in at most {HOUSE_LIMIT} characters.",
                    field=key.removeprefix("letters."),
                )
        with self._open_unit(write=True) as unit:
            version = settled.settle(unit, _HOUSE, self._mark(), expected)
            unit.desk.set_word(_COUNTRY, house.country.value)
            for key, text in words.items():
                unit.desk.set_word(key, text)
        return version

    def templates(self, language: str) -> TextsRead:
        """Return the texts of a language as they count."""
        shipped = self._shipped()[language]
        with self._open_unit() as unit:
            own, is_damaged = _own(unit)
            version = settled.mark_of(unit, _PART).version
        mine = own.get(language, {})
        texts = tuple(
            KeptText(key, mine.get(key, shipped.templates[key]), names_of(key), key in mine)
            for key in KEYS
        )
        return TextsRead(language, texts, shipped.as_at, version, is_damaged)

    def save_template(
        self, language: str, key: str, template: Template, expected: int | None = None
    ) -> int:
        """Store a text of the library's own.

        Raises:
            Refusal: it is empty or too long, or names what nobody can put in; its field is "title"
                or "text".
            Conflict: somebody else was first.
        """
        told = _checked(key, template)
        if told == self._shipped()[language].templates[key]:
            return self.put_back_shipped(language, key, expected)
        return self._change(language, key, told, expected)

    def put_back_shipped(self, language: str, key: str, expected: int | None = None) -> int:
        """Let the shipped text count again.

        Raises:
            Conflict: somebody else was first.
        """
        return self._change(language, key, None, expected)

    def _change(
        self, language: str, key: str, template: Template | None, expected: int | None
    ) -> int:
        with self._open_unit(write=True) as unit:
            own, _ = _own(unit)
            version = settled.settle(unit, _PART, self._mark(), expected)
            mine = {one: text for one, text in own.get(language, {}).items() if one != key}
            if template is not None:
                mine[key] = template
            document = document_of_own({**own, language: mine})
            if document:
                unit.own_rules.save(KeptRules(LETTERS, document, self._today(), version))
            else:
                unit.own_rules.remove(LETTERS)
        return version

    def _house(self, unit: Unit) -> House:
        code = unit.desk.word(_COUNTRY)
        chosen = next((one for one in Country if one.value == code), None)
        return House(
            chosen or self._guess,
            chosen is not None,
            unit.desk.word("library"),
            unit.desk.word(_ADDRESS),
            unit.desk.word(_SIGNED),
            settled.mark_of(unit, _HOUSE).version,
        )

    def _mark(self) -> Mark:
        return Mark(0, self._now(), self._who)

    def _today(self) -> date:
        return self._now().astimezone().date()


def answer_of(kept: KeptOffer) -> LetterKind:
    """Return which letter answers an offer: one, whatever becomes of each machine."""
    verdicts = {kept.verdict(place) for place in range(len(kept.verdicts))}
    if Verdict.ACCEPT in verdicts:
        return LetterKind.ACCEPTED
    if verdicts & TAKEN:
        return LetterKind.SPARE
    return LetterKind.FACTS if Verdict.MAYBE in verdicts else LetterKind.DECLINED


def _own(unit: Unit) -> tuple[Own, bool]:
    """Return the library's own texts, and whether there are some that can't be read."""
    kept = next((one for one in unit.own_rules.all() if one.name == LETTERS), None)
    if kept is None:
        return {}, False
    try:
        return parse_own(kept.document), False
    except ValueError:
        return {}, True


def _wipes(unit: Unit, kept: KeptOffer) -> Mapping[ItemId, WipeRecord]:
    """Return the newest wipe that worked, of each item that was made of the offer."""
    items = [item for fate in kept.offer.fates for item in fate.items]
    found = unit.disposals.wipes(items) if items else ()
    newest: dict[ItemId, WipeRecord] = {}
    for one in found:
        if one.result is Result.DONE:
            newest.setdefault(one.item, one)
    return newest


def _checked(key: str, template: Template) -> Template:
    title, text = clean_line(template.title, TITLE_LIMIT + 1), clean_text(template.text)
    is_letter = key in {one.value for one in LetterKind}
    if is_letter and not title:
        raise Refusal("Say in a few words what the letter is about.", field="title")
    if len(title) > TITLE_LIMIT:
        raise Refusal(f"Say it in at most {TITLE_LIMIT} characters.", field="title")
    if not text:
        raise Refusal(
            "Type what is to stand here. To have our words again, choose the shipped text.",
            field="text",
        )
    if len(text) > LETTER_LIMIT:
        raise Refusal(f"Say it in at most {LETTER_LIMIT:,} characters.", field="text")
    for field, words in (("title", title), ("text", text)):
        if unknown := unknown_names(key, words):
            raise Refusal(_unknown(key, unknown[0]), field=field)
    return Template(text, title if is_letter else "")


def _unknown(key: str, name: str) -> str:
    known = ", ".join(f"{{{one}}}" for one in names_of(key))
    return f"Nobody knows what to put in for {{{name}}}. There are: {known}."


def _passes(
    shipped: Texts, country: Country, values: Mapping[str, str], policy: Policy | None
) -> tuple[str, ...]:
    """Return sentences whose amounts are no value of the gift."""
    part = merge(shipped.templates[f"country.{country.value}"].text, values)
    elsewhere = policy.elsewhere if policy else ()
    return (*sentences_with_amounts(part), *elsewhere)


def _notes(material: Material, kind: LetterKind) -> tuple[str, ...]:
    """Return what is to be looked at, whatever the text says."""
    offer, notes = material.kept.offer, []
    if kind in ANSWERS and kind is not answer_of(material.kept):
        notes.append(
            "The verdicts ask for another letter. What they say of each machine stands here all "
            "the same: change it, or override the verdict first."
        )
    if kind is LetterKind.HANDED_ON:
        notes.append("Send this only if the donor agreed that we pass the things on.")
        if not any(one.outcome in HANDED_ON for one in offer.fates):
            notes.append("Nothing is written down yet of where they went: type it, with the day.")
    if kind is LetterKind.WIPED and not material.wipes:
        notes.append("There is no wipe record yet: type the day and the method.")
    if material.policy is None and material.places(TAKEN | NOT_OURS):
        notes.append(
            "The policy by which this was judged can’t be read, so that reasons and conditions are "
            "missing here."
        )
    return tuple(notes)
