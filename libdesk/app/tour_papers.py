"""The tour's papers: each one that the desk makes, of the made-up library, for both paper sizes."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from libdesk import files
from libdesk.app.disposal_files import load_values, load_wiping
from libdesk.app.disposal_offers import DisposalOffers
from libdesk.app.donation_files import load_policies
from libdesk.app.equipment_offers import EquipmentOffers, ItemsAtHand
from libdesk.app.item_rules import item_rules
from libdesk.app.letter_offers import donation_letters, letter_content
from libdesk.app.lifecycle_files import load_lifecycle
from libdesk.app.loan_papers import BRANCH as LOANS_OF
from libdesk.app.loan_papers import LoanOffers
from libdesk.app.paper_offers import BRANCH, OUTSIDE, PaperOffers
from libdesk.app.paper_press import Printable
from libdesk.app.policy_offers import PolicyOffers
from libdesk.app.reimaging_papers import run_offers
from libdesk.app.shipped_sheets import shipped_sheets
from libdesk.app.site import load_guidance, now
from libdesk.app.stocktake_offers import StocktakeOffers
from libdesk.app.tour_labels import label_papers
from libdesk.domain.disposal import Step
from libdesk.domain.donation_letters import Letter
from libdesk.domain.inbox import Order, View
from libdesk.domain.item_lists import ItemFacet, ItemFilter
from libdesk.domain.statuses import Status
from libdesk.services.disposals import Disposals
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.donation_stores import OfferFilter
from libdesk.services.knowledge import Knowledge
from libdesk.services.loans import Loans
from libdesk.services.places import Overview, Places
from libdesk.services.reimagings import Reimagings
from libdesk.services.stocktake import Stocktaking
from libdesk.services.stores import OpenUnit
from libdesk.services.value_bands import ValueBands
from libdesk.storage.attachment_files import files_of
from libdesk.storage.database import Database
from libdesk.ui.inbox.at_hand import AtHand
from libdesk.ui.inbox.wording import view_words
from libdesk.ui.item_strings import item_status_words
from libdesk.ui.papers.parts import Chosen, Format, PaperOffer

_EVERYWHERE = MappingProxyType({LOANS_OF: ""})
_LOOKED_AT = 60
"""So many problems are looked through for the one with the longest story."""


def write_papers(database: Path, folder: Path) -> tuple[Path, ...]:
    """Write every paper as PDF into a folder; return the files.

    Args:
        database: the made-up library's.
        folder: made if it is not there.
    """
    files.make_folder(folder)
    written = []
    with closing(Database.open(database, now=now)) as opened:
        photos = files_of(database, database.parent)
        of_items = EquipmentOffers(opened.unit, load_guidance, load_lifecycle, now, photos)
        every = (
            *_papers(opened.unit),
            *_equipment(opened.unit, of_items),
            *_counts(opened.unit),
            *_loans(opened.unit),
            *_disposal(opened.unit),
            *_donations(opened.unit),
        )
        for name, offer, chosen in every:
            content = offer.gather(chosen)
            for size in Format:
                target = folder / f"{name}-{size.value}.pdf"
                made = content.pdf(size)
                made.pages.close()
                files.write_durably(target, made.content)
                written.append(target)
        for name, label_pdf in label_papers(opened.unit):
            target = folder / f"{name}.pdf"
            files.write_durably(target, label_pdf)
            written.append(target)
    return tuple(written)


def _papers(open_unit: OpenUnit) -> Iterator[tuple[str, PaperOffer, Chosen]]:
    offers = PaperOffers(open_unit, load_guidance, now)
    overview = Places(open_unit).overview()
    with open_unit() as unit:
        listed = unit.inbox.sequences(View.NEEDS_ME, Order())
        every = unit.inbox.sequences(View.ALL, Order())[:_LOOKED_AT]
        lines = unit.inbox.lines(every)
        told = {line.sequence: len(unit.problems.get(line.id).history) for line in lines}
    longest = max(told, key=lambda key: told[key])
    number = next(line.number for line in lines if line.sequence == longest)
    name = f"Inbox: {view_words(View.NEEDS_ME)}"
    problem, whole, *_ = offers.of_list(
        AtHand(overview, name, key=longest, number=number, listed=listed)
    )
    yield "problem", problem, Chosen()
    yield "problem-for-outside", problem, Chosen(ticked=frozenset({OUTSIDE}))
    yield "list", whole, Chosen()
    for code in overview.branches:
        *_, visit = offers.of_list(AtHand(overview, name, branch=code))
        yield f"visit-{code}", visit, Chosen()
    yield from _how_to(open_unit, offers, overview)
    yield from _set_up(open_unit, overview)


def _equipment(
    open_unit: OpenUnit, offers: EquipmentOffers
) -> Iterator[tuple[str, PaperOffer, Chosen]]:
    """Return each paper of the equipment list, with what is offered first of each choice."""
    overview = Places(open_unit).overview()
    spares = ItemFilter(values=MappingProxyType({ItemFacet.STATUS: (Status.SPARE.value,)}))
    seen = ItemsAtHand(spares, item_status_words(Status.SPARE))
    names = ("seen", "inventory", "replacements", "fleet", "floor", "rooms", "grants")
    for name, offer in zip(names, offers.of_list(seen, overview), strict=True):
        picked = {one.key: one.options[0][0] for one in offer.choices}
        yield f"equipment-{name}", offer, Chosen(MappingProxyType(picked))


def _counts(open_unit: OpenUnit) -> Iterator[tuple[str, PaperOffer, Chosen]]:
    """Return the papers of each counting day."""
    offers = StocktakeOffers(open_unit, load_guidance, now)
    for line in Stocktaking(open_unit, now).list_all():
        stocktake = line.stocktake
        yield f"count-{stocktake.id}-ticklist", offers.tick_list(stocktake), Chosen()
        if stocktake.finished_at is not None:
            yield f"count-{stocktake.id}-result", offers.result(stocktake), Chosen()


def _loans(open_unit: OpenUnit) -> Iterator[tuple[str, PaperOffer, Chosen]]:
    """Return the list of what is lent, and the slip of the first loan."""
    loans = Loans(open_unit, lambda: item_rules(now().date()), now)
    offers = LoanOffers(loans, Places(open_unit).overview, load_guidance, now)
    yield "loans", offers.out("", Places(open_unit).overview()), Chosen(_EVERYWHERE)
    for one in loans.overview().out[:1]:
        yield "loan-slip", offers.slip(one.loan.id), Chosen()


def _set_up(open_unit: OpenUnit, overview: Overview) -> Iterator[tuple[str, PaperOffer, Chosen]]:
    """Return the checklist of each machine that is being set up, as far as it is."""
    desk = Reimagings(open_unit, lambda: item_rules(_today()), shipped_sheets, now)
    for shown in desk.running():
        (offer,) = run_offers(shown, overview)
        yield f"re-image-{shown.record.tag}", offer, Chosen()


def _today() -> date:
    return now().astimezone().date()


def _disposal(open_unit: OpenUnit) -> Iterator[tuple[str, PaperOffer, Chosen]]:
    """Return each paper of wiping and disposal."""
    rules = item_rules(_today())
    disposals = Disposals(open_unit, lambda: rules, now, "", load_wiping)
    bands = ValueBands(open_unit, load_values, now)
    offers = DisposalOffers(open_unit, disposals, bands, load_guidance, now)
    shown = disposals.overview()
    for one in shown.of(Step.READY)[:1]:
        yield "wipe-certificate", offers.certificate(one.record.id), Chosen()
    yield "surplus", offers.proposal(), Chosen()
    left = offers.departures()
    picked = {one.key: one.options[0][0] for one in left.choices}
    yield "departures", left, Chosen(MappingProxyType(picked))


def _donations(open_unit: OpenUnit) -> Iterator[tuple[str, PaperOffer, Chosen]]:
    """Return the policy's papers, and for each offer the letter that is due."""
    policies = DonationPolicies(open_unit, load_policies, now)
    policy = PolicyOffers(policies, Places(open_unit).overview, load_guidance, now).policy()
    for choice in policy.choices:
        for key, _ in choice.options:
            yield f"donation-policy-{key}", policy, Chosen(MappingProxyType({choice.key: key}))
    letters = donation_letters(open_unit, policies.version, now, "")
    language = letters.languages()[0][0]
    with open_unit() as unit:
        offers = unit.donations.list(OfferFilter())
    for kept in offers:
        letter = letters.make(kept, letters.proposed(kept), language)
        gather = partial(_letter, letter)
        yield f"donation-letter-{kept.offer.number}", PaperOffer(letter.title, gather), Chosen()


def _letter(letter: Letter, _chosen: Chosen) -> Printable:
    return letter_content(letter, now)


def _how_to(
    open_unit: OpenUnit, offers: PaperOffers, overview: Overview
) -> Iterator[tuple[str, PaperOffer, Chosen]]:
    knowledge = Knowledge(open_unit, shipped_sheets, now, who="")
    for entry in knowledge.list_sheets():
        (offer,) = offers.how_to(knowledge, entry.id, overview)
        picked = MappingProxyType({BRANCH: next(iter(overview.branches), "")})
        yield f"sheet-{entry.id}", offer, Chosen(picked)
