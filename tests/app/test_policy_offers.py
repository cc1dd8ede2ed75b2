"""The papers of the donation policy, as they are offered."""

from datetime import UTC, datetime

import pytest

from libdesk.app.policy_offers import BOARD, FOR, WALL, PolicyOffers
from libdesk.app.site import load_guidance
from libdesk.services.donation_policies import DonationPolicies
from libdesk.services.errors import Refusal
from libdesk.services.places import Places
from libdesk.storage.database import Database
from libdesk.ui.papers.parts import Chosen
from tests.documents.donation_policy_papers import MODELS, shipped

NOW = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


@pytest.fixture
def offers(qapp, tmp_path):
    database = Database.open(tmp_path / "libdesk.sqlite", now=lambda: NOW)
    policies = DonationPolicies(
        database.unit, lambda: {one: shipped(one) for one in MODELS}, lambda: NOW
    )
    policies.save(shipped("refurbishing"), 0)
    names = Places(database.unit).overview
    yield PolicyOffers(policies, names, load_guidance, lambda: NOW)
    database.close()


def test_the_one_that_counts_is_offered_for_the_board_and_for_the_wall(offers):
    offer = offers.policy()
    assert [value for value, _ in offer.choices[0].options] == [BOARD, WALL]
    board, wall = (offer.gather(Chosen({FOR: one})) for one in (BOARD, WALL))
    assert board.name == "Gifts of computers: we take them to refurbish"
    assert wall.name == "Donations: sheet for the wall"


def test_a_version_is_offered_and_one_that_is_not_there_is_refused(offers):
    chosen = Chosen({FOR: BOARD})
    assert offers.policy(0).gather(chosen).name.endswith("we take what fits")
    with pytest.raises(Refusal, match="can’t be read any more"):
        offers.policy(7).gather(chosen)
