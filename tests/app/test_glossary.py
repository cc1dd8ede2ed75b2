"""The shipped glossary: nothing of it is missing, double, or harder to read than it should be."""

import subprocess
import sys

import pytest

from libdesk import paths
from libdesk.app.glossary import load_glossary, load_plain_words
from libdesk.domain.plain_words import swap

NEEDED = """
federated search, ILS, LMS, OPAC, SIP2, RFID, VLAN, firewall, switch, access point, SSID,
bandwidth, latency, VPN, endpoint, MFA, 2FA, SSO, MDM, image, re-image, EOL, EOS, patch, UPS,
NAS, SaaS, cloud, migration, deploy, provision, legacy, downtime, ticket, SLA, MOU, RFP, TCO,
capex, opex, stakeholder, leverage, robust, seamless, solution, platform, metadata, API, proxy,
EZproxy, discovery layer, authentication, kiosk mode, thin client, Deep Freeze, DNS, DHCP, PoE,
failover, ransomware, phishing, PII, WCAG, RTO, RPO, database, library catalog, library
catalogue, e-journal, index, interlibrary loan, periodical, serial, reference, resource
"""
"""Section 5.6 of the domain facts."""

SWAPS = {
    "federated search": "search in many sources at once",
    "OPAC": "online catalog",
    "SSID": "Wi-Fi name",
    "VPN": "private tunnel",
    "MFA": "second sign-in step",
    "UPS": "battery back-up",
    "ticket": "report",
    "SLA": "service promise",
    "TCO": "full cost over its life",
    "phishing": "trick e-mail",
    "PII": "personal details",
}


@pytest.fixture(scope="module")
def glossary():
    return load_glossary()


@pytest.fixture(scope="module")
def plain_words():
    return load_plain_words()


def test_every_word_that_should_be_explained_is(glossary):
    names = [" ".join(name.split()) for name in NEEDED.split(",")]
    assert len(names) > 65
    assert [name for name in names if glossary.find(name) is None] == []


def test_the_swaps_are_those_of_the_domain_facts(glossary):
    assert {name: glossary.find(name).swap for name in SWAPS} == SWAPS


def test_there_are_about_seventy(glossary):
    assert 65 <= len(glossary.terms) <= 95


@pytest.mark.rows("S45")
def test_no_name_is_claimed_twice(glossary):
    assert glossary.clashes() == []


def test_no_plain_words_hold_another_term(glossary):
    for term in glossary.terms:
        for words in (term.swap, *(plain for _form, plain in term.forms)):
            found = [one.found for one in glossary.terms_in(words) if not one.term.is_plain]
            assert not found, f"{term.id}: {words}"


def test_every_meaning_reads_at_grade_9_and_needs_no_glossary(glossary, plain_words):
    for term in glossary.terms:
        checked = plain_words.check(term.meaning, "en")
        assert checked.reading.grade <= 9, term.id
        assert not checked.jargon, term.id
        assert not checked.blame, term.id


def test_every_picture_is_there(glossary):
    icons = {path.stem for path in (paths.resources() / "icons").glob("*.svg")}
    assert {term.picture for term in glossary.terms} <= icons | {""}


@pytest.mark.rows("S45")
def test_each_term_says_what_it_is_not_where_people_mix_things_up(glossary):
    assert sum(bool(term.not_the_same_as) for term in glossary.terms) > 50
    for term in glossary.terms:
        for other in term.not_the_same_as:
            assert glossary.find(other.term) is not term, term.id


@pytest.mark.parametrize(
    "text",
    [
        "Please switch it off and on again.",
        "Take out its network cord or switch its Wi-Fi off.",
        "Can you switch to the other desk? Flip the light switch by the network closet.",
        "An image of the cover, and images for the web page.",
        "Platform shoes stood on platform 9 of the train station.",
        "Museum tickets and a bus ticket to the zoo.",
        "She took a sip of tea; there were ups and downs.",
        "The UPS driver left a package sent by UPS.",
        "Her legacy is a legacy gift of books.",
        "A carpet patch, an eye patch, a patch of grass.",
        "The index finger, an index card and the serial number.",
        "Edgar Allan Poe. Ils sont là.",
        "A solution to the puzzle, and a cleaning solution.",
        "Human resources and the resource center.",
        "The provision of large-print books under the contract.",
        "The bus driver waits.",
        "See https://vpn.example.org/SSID or ask vpn@example.org.",
        "A cloud stood over the branch.",
        "Please image a world without noise.",
    ],
)
def test_everyday_english_is_not_flagged(plain_words, text):
    assert [one.found for one in plain_words.check(text, "en").jargon] == []


@pytest.mark.parametrize(
    ("text", "swapped"),
    [
        ("The network switch is dead.", "The box that joins our cables is dead."),
        (
            "Both switches in the network rack.",
            "Both boxes that join our cables in the network rack.",
        ),
        ("I will re-image the PC.", "I will set up the PC afresh from our standard copy."),
        ("It lives in the cloud.", "It lives on the supplier’s computers."),
        ("Join the SSID on the left.", "Join the Wi-Fi name on the left."),
        ("We migrated the server.", "We moved the server."),
        ("You need an OPAC.", "You need an online catalog."),
        ("Run the security patch.", "Run the security fix."),
        ("Ask the reference desk.", "Ask the desk for questions."),
        ("Your ticket is open.", "Your report is open."),
        ("Use MFA.", "Use second sign-in step."),
    ],
)
def test_terms_give_way_to_plain_words(plain_words, text, swapped):
    (one,) = plain_words.check(text, "en").jargon
    assert swap(text, one) == swapped


@pytest.mark.rows("S27")
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It was user error.", "en"),
        ("This is your fault.", "en"),
        ("You should have called.", "en"),
        ("You failed to save.", "en"),
        ("That was careless.", "en"),
        ("Obviously it is off.", "en"),
        ("Simply turn it on.", "en"),
        ("As I already said, it is off.", "en"),
        ("Fue un error del usuario.", "es"),
        ("Obviamente está apagado.", "es"),
        ("C’est votre faute.", "fr"),
        ("Évidemment, c’est éteint.", "fr"),
    ],
)
def test_words_that_blame_are_found_with_a_kind_way(plain_words, text, language):
    (one,) = plain_words.check(text, language).blame
    assert one.harsh.kinder or one.harsh.advice


def test_kind_ways_blame_nobody(plain_words):
    for language, phrases in plain_words.blame.phrases.items():
        for harsh in phrases:
            assert not list(plain_words.blame.find(harsh.kinder, language)), harsh.words


def test_nothing_of_it_is_loaded_before_the_first_frame():
    script = (
        "import sys; import libdesk.app.desk, libdesk.app.desk_rooms, libdesk.app.front_rooms; "
        "import libdesk.ui.inbox.inbox_page, libdesk.ui.today.today_page; "
        "words = ('knowledge', 'glossary', 'plain_w');"
        "print([n for n in sys.modules if any(word in n for word in words)])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    # The room's door is there; nothing stands behind it yet.
    assert ran.stdout.strip() == "['libdesk.app.knowledge_room']"


def test_spanish_and_french_texts_get_words_of_their_own(plain_words):
    (one,) = plain_words.check("La VPN no funciona y el usuario espera en la sala.", "es").jargon
    assert one.plain == "túnel privado"
    french = plain_words.check("La solution est une migration du ticket, merci.", "fr")
    assert french.jargon == ()
